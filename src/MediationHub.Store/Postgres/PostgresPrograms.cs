using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MediationHub.Store.Postgres;

/// <summary>The folder of PostgreSQL's server programs on this machine.</summary>
sealed partial record PostgresPrograms(string Folder)
{
    public string Initdb => In(Folder, "initdb");
    public string Postgres => In(Folder, "postgres");
    public string PgCtl => In(Folder, "pg_ctl");

    /// <param name="onlyIn">The one folder to look in, or null for PATH and the usual places.</param>
    /// <param name="major">The major version that made the data, or null when there is none yet: files of one major version are unreadable to another.</param>
    public static PostgresPrograms Find(string? onlyIn, string? major)
    {
        var found = (onlyIn is null ? PathFolders().Concat(UsualFolders()) : [onlyIn])
            .Where(folder => File.Exists(In(folder, "initdb")) && File.Exists(In(folder, "postgres")) && File.Exists(In(folder, "pg_ctl")))
            .Select(folder => new PostgresPrograms(folder))
            .ToList();

        return found.Find(programs => major is null || programs.Major() == major) ?? throw Missing(found.Count == 0 ? null : major);
    }

    static PostgresMissingException Missing(string? major) => new(major is null
        ? "找不到 PostgreSQL 服务器程序:请安装(apt-get install postgresql),或用设置 ConnectionStrings__Hub 指定已有的服务器。 / No PostgreSQL server programs found: install them (apt-get install postgresql), or name a server with the setting ConnectionStrings__Hub."
        : $"数据由 PostgreSQL {major} 建立,本机没有该版本的服务器程序:请安装(apt-get install postgresql-{major}),或用设置 ConnectionStrings__Hub 指定已有的服务器。 / The data was made by PostgreSQL {major} and this machine lacks its server programs: install them (apt-get install postgresql-{major}), or name a server with the setting ConnectionStrings__Hub.");

    static IEnumerable<string> PathFolders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathFullyQualified);

    static IEnumerable<string> UsualFolders()
    {
        if (OperatingSystem.IsWindows())
            return Versions(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin");
        if (OperatingSystem.IsMacOS())
            return Versions("/opt/homebrew/opt", "postgresql*", "bin")
                .Concat(Versions("/usr/local/opt", "postgresql*", "bin"))
                .Concat(Versions("/Applications/Postgres.app/Contents/Versions", "*", "bin"));
        return Versions("/usr/lib/postgresql", "*", "bin").Concat(Versions("/usr", "pgsql-*", "bin")).Append("/usr/local/pgsql/bin");
    }

    static IEnumerable<string> Versions(string parent, string pattern, string inside) => Directory.Exists(parent)
        ? Directory.EnumerateDirectories(parent, pattern)
            .OrderByDescending(folder => int.TryParse(Digits().Match(Path.GetFileName(folder)).Value, out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, inside))
        : [];

    string Major()
    {
        using var asked = Process.Start(new ProcessStartInfo(Postgres, "--version") { RedirectStandardOutput = true, UseShellExecute = false })!;
        var answer = asked.StandardOutput.ReadToEnd();   // "postgres (PostgreSQL) 15.18 (Debian …)"
        asked.WaitForExit();
        return Digits().Match(answer).Value;
    }

    static string In(string folder, string program) => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program);

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
