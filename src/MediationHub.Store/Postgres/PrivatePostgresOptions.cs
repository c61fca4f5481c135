namespace MediationHub.Store.Postgres;

/// <summary>Where the private server keeps its data and how it runs.</summary>
public sealed record PrivatePostgresOptions
{
    /// <summary>The folder that is to hold the data, for example <c>.data/postgres</c>; relative to the working folder.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Server settings that replace or add to the program's own (<c>fsync</c> = <c>off</c> in tests); written at each start.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>False leaves the server running when this program is done with it; the next one adopts it.</summary>
    public bool StopOnDispose { get; init; } = true;

    /// <summary>The one folder to look in for <c>initdb</c>, <c>postgres</c> and <c>pg_ctl</c>; without it PATH and the usual places are searched.</summary>
    public string? ProgramsDirectory { get; init; }
}

/// <summary>The private server cannot run; the message is one line, Chinese and English, that says what to do.</summary>
public class PrivatePostgresException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>No PostgreSQL server programs that can serve the data were found on this machine.</summary>
public sealed class PostgresMissingException(string message) : PrivatePostgresException(message);
