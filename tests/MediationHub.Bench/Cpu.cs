using System.Diagnostics;

namespace MediationHub.Bench;

/// <summary>Processor seconds of this process, of the program where it runs apart, and of PostgreSQL.</summary>
internal readonly record struct Cpu(double Bench, double Program, double Postgres)
{
    private const double TicksPerSecond = 100;   // USER_HZ, the same on every Linux we know

    public static Cpu operator +(Cpu one, Cpu other) => new(one.Bench + other.Bench, one.Program + other.Program, one.Postgres + other.Postgres);
    public static Cpu operator -(Cpu one, Cpu other) => new(one.Bench - other.Bench, one.Program - other.Program, one.Postgres - other.Postgres);

    /// <summary>Used up to now; the parts that cannot be read here are 0.</summary>
    public static Cpu Now(int? program, int postmaster)
    {
        if (!OperatingSystem.IsLinux()) return new(Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds, 0, 0);
        double postgres = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id)) continue;
            if (Stat(id) is { } stat && (id == postmaster || stat.Parent == postmaster)) postgres += stat.Own + (id == postmaster ? stat.Buried : 0);
        }
        return new(Stat(Environment.ProcessId)?.Own ?? 0, program is { } apart ? Stat(apart)?.Own ?? 0 : 0, postgres);
    }

    private static (int Parent, double Own, double Buried)? Stat(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1]), (long.Parse(fields[11]) + long.Parse(fields[12])) / TicksPerSecond, (long.Parse(fields[13]) + long.Parse(fields[14])) / TicksPerSecond);
        }
        catch (IOException)
        {
            return null;   // it has ended
        }
    }
}
