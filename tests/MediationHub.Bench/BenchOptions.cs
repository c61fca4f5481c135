namespace MediationHub.Bench;

/// <summary>How long and on what to run.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        ops/bench [--seconds N] [--round N] [--warmup N] [--callers 64,512] [--only abcd] [--events N] [--idle N] [--no-upkeep]
          --seconds   measured seconds for each contestant at each number of callers (60; the official run needs as many)
          --round     seconds of one turn before the next contestant has its own (10)
          --warmup    seconds of each contestant before the first turn (10)
          --callers   numbers of callers (64,512)
          --only      contestants: a raw SQL, b gathered SQL, c in process, d over HTTP (abcd)
          --events    events that verify and rebuild are timed over, at least (300000)
          --idle      seconds before the idle program's memory is read (30)
          --desk      instead: lists, search, pages and export over --cases, with 8 clients at once
          --law       instead: one clock, and all clocks of --cases open cases after an amendment of the calendar
          --registers instead: an import of --rows mediators, looked over, entered and compared again, and the export of the cases
          --rankings  instead: rates and rankings of 12,000 organizations over --cases, what-if, the reckoning from the log of --data (or of a seed of a tenth as many cases), and closings on their way to 200 open pages of another node
          --rows      rows of that import (20000)
          --cases     cases behind them (1000000), made by the program's seed
          --data      a data folder that seed filled before
          --no-upkeep leaves out verify, rebuild, start and memory
        """;

    /// <summary>A run of fewer seconds is a trial: its figures are not kept.</summary>
    public const int OfficialSeconds = 60;

    public int Seconds { get; init; } = OfficialSeconds;
    public int Round { get; init; } = 10;
    public int Warmup { get; init; } = 10;
    public IReadOnlyList<int> Callers { get; init; } = [64, 512];
    public string Only { get; init; } = "abcd";
    public int Events { get; init; } = 300_000;
    public int Idle { get; init; } = 30;
    public bool Upkeep { get; init; } = true;

    /// <summary>Lists and search are measured, not commands.</summary>
    public bool Desk { get; init; }

    /// <summary>One clock, and all clocks after an amendment of the calendar, are measured, not commands.</summary>
    public bool Law { get; init; }

    /// <summary>Rates and rankings are measured.</summary>
    public bool Rankings { get; init; }

    /// <summary>Imports and exports are measured.</summary>
    public bool Registers { get; init; }

    public int Rows { get; init; } = OfficialRows;

    /// <summary>An import of fewer rows is a trial.</summary>
    public const int OfficialRows = 20_000;

    public int Cases { get; init; } = OfficialCases;
    public string? Data { get; init; }

    /// <summary>A run over fewer cases is a trial.</summary>
    public const int OfficialCases = 1_000_000;

    /// <summary>The published program.</summary>
    public string Program { get; init; } = Path.Combine(AppContext.BaseDirectory, "mediationhub.dll");

    public string Folder { get; init; } = Path.GetFullPath("out/bench");
    public string Commit { get; init; } = "unknown";

    /// <summary>Where the results of official runs are kept.</summary>
    public string? Results { get; init; }

    public bool Official => Seconds >= OfficialSeconds && Only == "abcd" && Upkeep && Callers is [64, 512];

    /// <exception cref="ArgumentException">An argument that cannot be used.</exception>
    public static BenchOptions From(string[] arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            if (name == "--no-upkeep")
            {
                options = options with { Upkeep = false };
                continue;
            }
            if (name == "--law")
            {
                options = options with { Law = true };
                continue;
            }
            if (name == "--rankings")
            {
                options = options with { Rankings = true };
                continue;
            }
            if (name == "--registers")
            {
                options = options with { Registers = true };
                continue;
            }
            if (name == "--desk")
            {
                options = options with { Desk = true };
                continue;
            }
            var value = ++i < arguments.Length ? arguments[i] : throw new ArgumentException($"{name} needs a value");
            options = name switch
            {
                "--seconds" => options with { Seconds = Number(value), Round = Math.Min(options.Round, Number(value)), Warmup = Math.Min(options.Warmup, Number(value)) },
                "--round" => options with { Round = Number(value) },
                "--warmup" => options with { Warmup = Number(value) },
                "--callers" => options with { Callers = [.. value.Split(',').Select(Number)] },
                "--only" => options with { Only = value },
                "--events" => options with { Events = Number(value) },
                "--idle" => options with { Idle = Number(value) },
                "--rows" => options with { Rows = Number(value) },
                "--cases" => options with { Cases = Number(value) },
                "--data" => options with { Data = Path.GetFullPath(value) },
                "--program" => options with { Program = Path.GetFullPath(value) },
                "--folder" => options with { Folder = Path.GetFullPath(value) },
                "--commit" => options with { Commit = value },
                "--results" => options with { Results = Path.GetFullPath(value) },
                _ => throw new ArgumentException($"there is no {name}"),
            };
        }
        return options;

        static int Number(string text) => int.TryParse(text, out var n) && n > 0 ? n : throw new ArgumentException($"{text} is not a number above 0");
    }
}
