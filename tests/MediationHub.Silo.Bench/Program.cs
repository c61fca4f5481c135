using System.Globalization;
using MediationHub.Silo.Bench;

// Speed: commands through grains beside the embedded runtime and beside plain grain persistence, in turns on one server.
// Kills:  three silos under load, one of them killed again and again; rolling: stopped and started instead.
// Change: from the embedded runtime to two silos and back, under load.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string Option(string name, string otherwise) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
int Number(string name, int otherwise) => int.Parse(Option(name, $"{otherwise}"), CultureInfo.InvariantCulture);

var folder = Path.GetFullPath(Option("--folder", "out/silo-bench"));
switch (args.FirstOrDefault())
{
    case "speed":
        await Speed.Run(folder, Number("--seconds", 60), Number("--round", 10), Number("--warmup", 10), Number("--callers", 64), Option("--plain-sql", "") is { Length: > 0 } sql ? sql : null);
        return 0;
    case "kills" or "rolling":
        return await Kills.Run(folder, Option("--program", Path.Combine(AppContext.BaseDirectory, "mediationhub-silo.dll")), TimeSpan.FromSeconds(Number("--seconds", 180)), TimeSpan.FromSeconds(Number("--every", 10)), Number("--callers", 24), args[0] == "rolling", Option("--proxy", "") is { Length: > 0 } proxy ? Path.GetFullPath(proxy) : null) ? 0 : 1;
    case "change":
        return await Change.Run(folder, Path.Combine(AppContext.BaseDirectory, "mediationhub.dll"), Option("--program", Path.Combine(AppContext.BaseDirectory, "mediationhub-silo.dll")), TimeSpan.FromSeconds(Number("--seconds", 15)), Number("--callers", 24)) ? 0 : 1;
    default:
        Console.Error.WriteLine("speed [--seconds 60] [--round 10] [--warmup 10] [--callers 64] [--plain-sql …/statements.sql] | kills or rolling [--seconds 180] [--every 10] [--callers 24] [--program …/mediationhub-silo.dll] [--proxy …/haproxy] | change [--seconds 15] [--callers 24]; all [--folder out/silo-bench]");
        return 2;
}
