using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Statistics;

namespace MediationHub.Domain.Periods;

/// <summary>The meaning of the success rate that a closed period keeps.</summary>
/// <param name="Target">Percent.</param>
/// <param name="Rulebook">Version of the rulebook in force when it was closed.</param>
public sealed record PeriodDefinition(string Id, int Version, string Text, int Target, int Rulebook);

/// <summary>The place in the log that the figures stand on.</summary>
/// <param name="Hash">SHA-256 of the event there, in hex: it chains the figures to the log.</param>
/// <param name="At">When it was read.</param>
public sealed record PeriodAsOf(long Tx, long Position, string Hash, DateTimeOffset At);

/// <summary>
/// A reporting period of a province was closed: every organization's figures as they stood, signed with the installation's key.
/// Nothing changes them any more; what is corrected later is shown beside them.
/// </summary>
/// <param name="Province">Code of the province, GB/T 2260.</param>
/// <param name="Period">As <see cref="ReportPeriod.Code"/>.</param>
/// <param name="Previous">The digest of the period of the same length before it, where that is closed.</param>
/// <param name="Counters">The names of the counters, in the order of <see cref="KeptRow.N"/>.</param>
/// <param name="Days">By reporting unit, how many cases were closed in how many days: median and 90th percentile are read off them.</param>
/// <param name="Digest">SHA-256 of the canonical text of all that stands above, in hex.</param>
/// <param name="Signature">ECDSA P-256 over the digest (base64).</param>
[Wire("period.closed/1")]
public sealed record PeriodClosed(
    string Province, string Period, PeriodDefinition Definition, PeriodAsOf AsOf, string? Previous, IReadOnlyList<string> Counters, IReadOnlyList<KeptRow> Rows,
    IReadOnlyList<KeptDays> Days, DateOnly On, string By, string Digest, string Signature) : DomainEvent
{
    /// <summary>The digest that this content has.</summary>
    public string Digested()
    {
        var text = new StringBuilder();
        Line(Province, Period, Definition.Id, Definition.Version, Definition.Text, Definition.Target, Definition.Rulebook);
        Line(AsOf.Tx, AsOf.Position, AsOf.Hash, AsOf.At.ToUniversalTime().ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Line(Previous ?? "", On.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), By);
        Line([.. Counters]);
        foreach (var row in Rows) Line([row.Organization, row.Name, row.Type, row.Unit, row.Before, row.After, .. row.N.Select(n => (object)n)]);
        foreach (var unit in Days) Line([unit.Unit, .. unit.Closed.SelectMany(c => new object[] { c.Days, c.Cases })]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        // Lengths before texts: no two contents have the same text.
        void Line(params object[] parts)
        {
            foreach (var part in parts)
            {
                var said = FormattableString.Invariant($"{part}");
                text.Append(said.Length).Append(':').Append(said).Append('|');
            }
            text.Append('\n');
        }
    }

    /// <summary>The rows with their figures by name. A province has 12,000 of them: whoever needs them twice keeps them.</summary>
    [JsonIgnore]
    public IReadOnlyList<PeriodRow> Figures => FiguresOf(_ => true);

    /// <summary>The rows of some organizations.</summary>
    public IReadOnlyList<PeriodRow> FiguresOf(Func<string, bool> organizations) =>
        [.. Rows.Where(row => organizations(row.Organization)).Select(row => new PeriodRow(row.Organization, row.Name, row.Type, row.Unit,
            new(row.Before, row.After, Counters.Zip(row.N).Where(c => c.Second != 0).ToDictionary(c => c.First, c => c.Second))))];
}

/// <summary>A row as it is kept: narrow, since a province has 12,000 of them.</summary>
/// <param name="Before">Open at the beginning.</param>
/// <param name="After">Open at the end.</param>
/// <param name="N">One number for each counter.</param>
public sealed record KeptRow(string Organization, string Name, string Type, string Unit, long Before, long After, IReadOnlyList<long> N);

/// <summary>A unit's cases by the days from receipt to closing, the fewest days in front.</summary>
public sealed record KeptDays(string Unit, IReadOnlyList<ClosedIn> Closed)
{
    /// <summary>平均办理天数 of several units together.</summary>
    public static DaysToClose Of(IEnumerable<KeptDays> units) => DaysToClose.Of(new Figures(units.SelectMany(u => u.Closed).GroupBy(c => c.Days).ToDictionary(g => Statistics.Counters.Days(g.Key), g => g.Sum(c => c.Cases))));
}

/// <summary>So many cases in so many natural days.</summary>
public readonly record struct ClosedIn(int Days, long Cases);

/// <summary>A remark 情况说明 was added to a closed period. It changes no figure.</summary>
[Wire("period.noted/1")]
public sealed record PeriodNoted(Personal Note, DateOnly On, string By) : DomainEvent;

/// <summary>A remark on a closed period.</summary>
public sealed record PeriodNote(Personal Note, DateOnly On, string By);

/// <summary>One reporting period of one province, once it is closed.</summary>
public sealed record ClosedPeriod : IAggregate<ClosedPeriod>
{
    public static string Stream => "period";
    public static ClosedPeriod Empty { get; } = new();

    /// <summary>Null while it is open.</summary>
    public PeriodClosed? Closing { get; init; }

    public ImmutableList<PeriodNote> Notes { get; init; } = [];

    [JsonIgnore] public bool Exists => Closing is not null;

    /// <summary>The stream of one province's period.</summary>
    public static string IdOf(string province, ReportPeriod period) => $"{province}-{period.Code}";

    /// <summary>The period of a stream's id; null where it is none.</summary>
    public static (string Province, ReportPeriod Period)? Named(string id) =>
        id.Split('-', 2) is [{ Length: 6 } province, var code] && ReportPeriod.Parse(code) is { } period ? (province, period) : null;

    public ClosedPeriod Evolve(DomainEvent happened) => happened switch
    {
        PeriodClosed e => this with { Closing = e },
        PeriodNoted e => this with { Notes = Notes.Add(new(e.Note, e.On, e.By)) },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a period"),
    };
}
