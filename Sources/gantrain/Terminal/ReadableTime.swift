/// A time for a person to read.
enum ReadableTime {
    /// Such as "3 min 5 s", rounded up.
    static func text(seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "?" }
        let seconds = Int(seconds.rounded(.up))
        return switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
        case ..<172_800: "\(seconds / 3600) h \(seconds / 60 % 60) min"
        default: "\(seconds / 86_400) days \(seconds / 3600 % 24) h"
        }
    }
}

/// An amount of memory or disk for a person to read.
enum ReadableSize {
    /// Such as "12 MB".
    static func text(bytes: Double) -> String {
        bytes < 1e9 ? "\(Int((bytes / 1e6).rounded(.up))) MB" : "\((bytes / 1e8).rounded(.up) / 10) GB"
    }
}
