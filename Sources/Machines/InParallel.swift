import Dispatch
import Foundation

/// The results in the order of the elements, computed on all cores.
package func inParallel<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ body: @Sendable (Element) -> Result
) -> [Result] {
    let lock = NSLock()
    nonisolated(unsafe) var results = [Result?](repeating: nil, count: elements.count)
    DispatchQueue.concurrentPerform(iterations: elements.count) { place in
        let result = body(elements[place])
        lock.withLock { results[place] = result }
    }
    return results.compactMap(\.self)
}
