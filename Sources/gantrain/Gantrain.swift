@main struct Gantrain { static func main() {} }
