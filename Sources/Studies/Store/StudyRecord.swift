import Experiments
import Foundation
import Settings
import Storage
import SystemPackage
import Text

/// The contents of `study.json`: the complete study, and the kernels that its runs are computed with.
public struct StudyRecord: Sendable {
    static let format = "gantrain study 1"
    private static let mostBytes = 1 << 28

    public let plan: StudyPlan
    /// The core whose kernels OpenBLAS used when the study was begun.
    public let kernels: String
    /// Changes that were made after runs had ended, the oldest first.
    package var edits: [StudyEdit] = []

    var json: JSONValue {
        var members: JSONObject = [
            "format": .string(Self.format), "kernels": .string(kernels), "study": plan.json,
            "cells": .array(plan.cells.map(\.json)),
        ]
        if !edits.isEmpty { members["edits"] = .array(edits.map(\.json)) }
        return .object(members)
    }
}

extension StudyRecord {
    /// The study of a folder.
    ///
    /// - Throws: ``FileError`` if the record cannot be read or is damaged.
    public init(reading folder: StudyFolder) throws(FileError) {
        let bytes = try Files.read(folder.record, atMost: Self.mostBytes)
        func damaged(_ reason: String) -> FileError {
            FileError(
                .read, folder.record.string, reason,
                advice: "Remove it and start the study again: runs that are done stay as they are.")
        }
        do {
            let root = try JSONDocument.parse(bytes: bytes).root
            guard root["format"]?.textValue == Self.format,
                let study = root["study"], let kernels = root["kernels"]?.textValue,
                let stored = root["cells"]?.listValue
            else { throw damaged("it is no study of gantrain, or a damaged one") }
            self.kernels = kernels
            edits = try (root["edits"]?.listValue ?? []).map { json in
                guard let edit = StudyEdit(json) else { throw damaged("its edits are damaged") }
                return edit
            }
            plan = try StudyPlan(study: study, cells: stored, name: folder.record.string)
        } catch let error as FileError { throw error } catch { throw damaged("\(error)") }
    }
}

extension StudyPlan {
    /// The study as its record holds it.
    fileprivate init(study: JSONValue, cells stored: [JSONValue], name: String) throws {
        let (configuration, json) = try ConfigurationReader.read(
            JSONDocument(root: study), name: name, declaration: StudyConfiguration.init)
        let byName = Dictionary(stored.map { ($0["name"]?.textValue ?? "", $0) }) { $1 }
        let cells = try configuration.cellNames.map { cell in
            let record = byName[cell.name]
            guard let found = record?["configuration"], RunIdentity.isComplete(found) else {
                throw StudyError("the configuration of \(cell.name) is missing")
            }
            return try StudyCell(
                name: cell.name, variant: cell.variant?.name, settings: cell.settings, configuration: found,
                pace: record?["pace"]?.integerValue ?? 1)
        }
        self.init(study: configuration, json: json, cells: cells)
    }
}

extension StudyCell {
    fileprivate var json: JSONValue {
        var settings = JSONObject()
        for setting in self.settings { settings[setting.axis] = .string(setting.text) }
        var members: JSONObject = [
            "name": .string(name), "variant": variant.map { .string($0) } ?? .null,
            "settings": .object(settings),
            "configuration": configuration,
        ]
        if pace != 1 { members["pace"] = .number(Double(pace)) }
        return .object(members)
    }
}
