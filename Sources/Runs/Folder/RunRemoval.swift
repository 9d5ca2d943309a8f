import Storage
import SystemPackage

extension RunDirectory {
    /// Removes a run with all that gantrain has made in its folder, and the folder if nothing else is in it.
    ///
    /// - Parameter others: names of further files of gantrain's in the folder.
    /// - Throws: ``FileError`` if another process works on the run, or something cannot be removed.
    package func remove(with others: [String] = []) throws {
        guard try holdsRun else { return }
        let lock = try lock()
        try withExtendedLifetime(lock) {
            try removeFiles()
            for name in others + (try Folders.names(in: path).filter(FolderLock.isLockFile)) {
                try Files.remove(path.appending(name))
            }
            // What tells a run from other folders goes last.
            try Files.remove(FilePath(configuration.string + ".partial"))
            try Files.remove(configuration)
        }
        try Folders.removeEmpty(path)
    }
}
