import Storage
import SystemPackage

extension StudyFolder {
    /// Runs that somebody has claimed where there are no locks, and of whom it cannot be known from here whether he still
    /// works, with who it is.
    ///
    /// - Throws: ``FileError`` if a claim cannot be read.
    public func strangers(among runs: [PlannedRun]) throws(FileError) -> [(run: PlannedRun, holder: String)] {
        try each(of: runs, FolderLock.stranger)
    }

    /// Frees runs that strangers have claimed.
    ///
    /// - Returns: those runs, and who had them.
    /// - Throws: ``FileError`` if a claim cannot be read or removed.
    public func takeOver(_ runs: [PlannedRun]) throws(FileError) -> [(run: PlannedRun, holder: String)] {
        try each(of: runs, FolderLock.takeOver)
    }

    private func each(
        of runs: [PlannedRun], _ ask: (FilePath) throws(FileError) -> String?
    ) throws(FileError) -> [(run: PlannedRun, holder: String)] {
        var found: [(run: PlannedRun, holder: String)] = []
        for run in runs where Files.exists(folder(of: run)) {
            if let holder = try ask(folder(of: run)) { found.append((run, holder)) }
        }
        return found
    }
}
