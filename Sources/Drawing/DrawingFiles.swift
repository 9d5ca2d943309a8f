/// What pages of a browser share: the colours, pictures of points and orbits, and charts of lines. The scripts are plain, know
/// nothing of where their numbers come from, and stand in the order in which each uses what is before it.
package enum DrawingFiles {
    package static var colours: [UInt8] { Array(PageColours.css.utf8) }
    package static var plane: [UInt8] { PackageResources.plane_js }
    package static var chart: [UInt8] { PackageResources.chart_js }
}
