import Foundation
import Tensors
import Testing

@testable import Machines

@Suite struct MachineTests {
    private let megabyte = 1e6

    private func machine(
        cores: Int = 8, physical: Double = 16e9, _ group: ControlGroup = ControlGroup(),
        addressSpace: Double? = nil
    ) -> Machine {
        Machine(allowedCores: cores, physicalMemory: physical, group: group, addressSpace: addressSpace)
    }

    @Test func coresAreTheLeastOfWhatIsAllowed() {
        #expect(machine().cores == 8)
        #expect(machine(ControlGroup(processors: 2)).cores == 2)
        // A share of a processor is one all the same; two and a half are three that rest at times.
        #expect(machine(ControlGroup(processors: 0.25)).cores == 1)
        #expect(machine(ControlGroup(processors: 2.5)).cores == 3)
        #expect(machine(ControlGroup(processors: 64)).cores == 8)
        #expect(machine(ControlGroup(processors: 1e300)).cores == 8)
        #expect(Machine(cores: -3, memory: .init(bytes: 1, limit: .physical)).cores == 1)
    }

    @Test func memoryIsTheLeastOfWhatThereIsAndWhatIsAllowed() {
        #expect(machine().memory == .init(bytes: 16e9, limit: .physical))
        #expect(machine(ControlGroup(memory: 2e9)).memory == .init(bytes: 2e9, limit: .controlGroup))
        #expect(machine(ControlGroup(memory: 99e9)).memory == .init(bytes: 16e9, limit: .physical))
        #expect(machine().addressSpace == nil)
        #expect(machine(addressSpace: 5e9).addressSpace == .init(bytes: 5e9, limit: .addressSpace))
    }

    @Test func theLimitThatStandsInTheWayIsNamed() {
        #expect(machine().shortage(of: 15e9, addresses: 100e9) == nil)
        #expect(machine().shortage(of: 17e9)?.description == "the machine has 16.0 GB")
        #expect(
            machine(ControlGroup(memory: 2e9)).shortage(of: 3e9)?.description
                == "the control group that it runs in may use 2.0 GB")
        let tight = machine(addressSpace: 1e9)
        #expect(tight.shortage(of: 0.5e9) == nil)
        #expect(
            tight.shortage(of: 0.5e9, addresses: 0.6e9)?.description
                == "the limit of address space (ulimit -v) leaves 1.0 GB")
    }

    @Test func thisMachineHasSomething() {
        let machine = Machine.current
        #expect((1...Team.cores).contains(machine.cores))
        #expect(machine.memory.bytes > 1e8)
        #expect(machine.processor == Processor.current)
    }

    /// In a process of its own, since a limit cannot be lifted again.
    @Test func aLimitOfAddressSpaceIsSeen() async {
        await #expect(processExitsWith: .success) {
            #expect(Machine.current.addressSpace == nil)
            let used =
                try #require(
                    try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
                        .first
                        .flatMap { Double($0) }) * 4096
            var limit = rlimit(rlim_cur: rlim_t(used + 3e8), rlim_max: rlim_t(used + 3e8))
            setrlimit(.init(RLIMIT_AS.rawValue), &limit)
            let left = try #require(Machine.current.addressSpace?.bytes)
            #expect(left > 1e8 && left < 4e8)
        }
    }
}
