import Drawing

/// The files of the page. They are a part of the program, which is installed without its sources.
enum PageFiles {
    private static let script = "text/javascript; charset=utf-8"

    /// By their paths. No other path leads to a file.
    static let all: [String: Reply] = [
        "/": Reply(
            200, "text/html; charset=utf-8", PictureWords.filled(PackageResources.live_html)),
        "/live.css": Reply(200, "text/css; charset=utf-8", DrawingFiles.colours + PackageResources.live_css),
        "/live.js": Reply(200, script, PackageResources.live_js),
        "/plane.js": Reply(200, script, DrawingFiles.plane),
        "/chart.js": Reply(200, script, DrawingFiles.chart),
        "/curves.js": Reply(200, script, PackageResources.curves_js),
        "/study.js": Reply(200, script, PackageResources.study_js),
        "/wheel.js": Reply(200, script, PackageResources.wheel_js),
    ]
}
