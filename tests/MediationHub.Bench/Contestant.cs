namespace MediationHub.Bench;

/// <summary>One way of doing the same work, on a database of its own.</summary>
internal abstract class Contestant(string letter, string name, string database) : IAsyncDisposable
{
    public string Letter { get; } = letter;
    public string Name { get; } = name;

    /// <summary>How to connect to the contestant's database.</summary>
    public string Database { get; } = database;

    /// <summary>The process that does the work, where it is another one than this.</summary>
    public int? ProcessId { get; init; }

    /// <summary>A caller who lives one case after another, for its office, one command at a time.</summary>
    public abstract ICaller Caller(int number);

    public abstract ValueTask DisposeAsync();
}

/// <summary>Someone in a closed loop: the next command goes out when the answer to the one before has come.</summary>
internal interface ICaller
{
    /// <summary>Does one command; returns once it is acknowledged as durable.</summary>
    /// <exception cref="InvalidOperationException">It was not: the run is void.</exception>
    Task Next();
}
