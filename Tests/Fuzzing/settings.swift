// What libFuzzer calls: the JSON reader takes any bytes, and what it has read is written and read again as the same.
// scripts/checks/optional/libfuzzer compiles it together with the sources of Settings.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let document = try? JSONDocument.parse(bytes: bytes) else { return 0 }
    let written = JSONWriter.pretty(document.root)
    guard let again = try? JSONDocument.parse(bytes: written.utf8), again.root == document.root else {
        fatalError("written and read again it is another value: \(written)")
    }
    return 0
}
