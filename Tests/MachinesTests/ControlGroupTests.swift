import Testing

@testable import Machines

@Suite struct ControlGroupTests {
    private func group(_ files: [String: String]) -> ControlGroup { ControlGroup { files[$0] } }

    @Test func versionTwo() {
        let root = "/sys/fs/cgroup"
        let files = [
            "/proc/self/cgroup": "0::/jobs/seven\n", "\(root)/jobs/seven/cpu.max": "150000 100000\n",
            "\(root)/jobs/seven/memory.max": "2000000000\n",
        ]
        #expect(group(files) == ControlGroup(processors: 1.5, memory: 2e9))
        // Limits of a group above hold too.
        #expect(
            group(files.merging(["\(root)/jobs/cpu.max": "100000 100000"]) { $1 })
                == ControlGroup(processors: 1, memory: 2e9))
        #expect(
            group(files.merging(["\(root)/memory.max": "1000"]) { $1 })
                == ControlGroup(processors: 1.5, memory: 1000))
        // In a container: the path is that outside, and only the root is there.
        #expect(
            group([
                "/proc/self/cgroup": "0::/outside/container\n", "\(root)/cpu.max": "400000 100000",
                "\(root)/memory.max": "max\n",
            ]) == ControlGroup(processors: 4))
    }

    @Test func versionOne() {
        let files = [
            "/proc/self/cgroup": "9:name=systemd:/\n4:memory:/job\n2:cpu,cpuacct:/job\n0::/\n",
            "/sys/fs/cgroup/cpu/job/cpu.cfs_quota_us": "50000\n",
            "/sys/fs/cgroup/cpu/job/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/memory/job/memory.limit_in_bytes": "1073741824\n",
        ]
        #expect(group(files) == ControlGroup(processors: 0.5, memory: 1_073_741_824))
        let unlimited = [
            "/sys/fs/cgroup/cpu/job/cpu.cfs_quota_us": "-1\n",
            "/sys/fs/cgroup/memory/job/memory.limit_in_bytes": "9223372036854771712\n",
        ]
        #expect(group(files.merging(unlimited) { $1 }) == ControlGroup())
    }

    /// Files that are missing or make no sense limit nothing.
    @Test(arguments: [
        "", "max", "max 100000", "100000", "100000 0", "0 0", "-5 100000", "nan 100000", "1e400 1", "x y",
        "1 2 3",
        "\0\0 \u{1F600}", "99999999999999999999999999999",
    ]) func garbageLimitsNothing(text: String) {
        let files = [
            "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": text,
            "/sys/fs/cgroup/memory.max": text.replacing(" ", with: "x") + "x",
        ]
        #expect(group(files) == ControlGroup())
    }

    @Test(arguments: ["", "garbage", "0:", "0::", "0::relative", "::/", "0::/../../etc", ":::::\n\n:"])
    func oddMembershipsAreIgnored(text: String) {
        #expect(group(["/proc/self/cgroup": text]) == ControlGroup())
        #expect(ControlGroup { $0 == "/proc/self/cgroup" ? text : nil } == ControlGroup())
    }

    @Test func aDeepPathEnds() {
        let deep = "0::/" + String(repeating: "a/", count: 10_000)
        var reads = 0
        _ = ControlGroup { path in
            reads += 1
            return path == "/proc/self/cgroup" ? deep : nil
        }
        #expect(reads < 1000)
    }

    @Test func theSystemIsAsked() {
        #expect((ControlGroup.current.processors ?? 1) > 0)
        #expect((ControlGroup.current.memory ?? 1) > 0)
        #expect(SmallFile.read("/dev/zero") == nil)
        #expect(SmallFile.read("/no/such/file") == nil)
    }
}
