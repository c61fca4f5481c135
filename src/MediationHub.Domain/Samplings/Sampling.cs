using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Samplings;

/// <summary>Where a sampling of papers stands.</summary>
public enum SamplingStage { Open, Finished, Abandoned }

/// <summary>An ended case that may be drawn.</summary>
public sealed record SampledCase(CaseId CaseId, string Number);

/// <summary>The ended cases of an organization as they stood at a place in the log.</summary>
/// <param name="Tx">The place, as readers of the log go by it: transaction and position.</param>
public sealed record Population(long Tx, long Position, IReadOnlyList<SampledCase> Cases)
{
    /// <summary>SHA-256 over the sorted case ids, one a line: what was drawn from is known without being listed.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Cases.Select(c => c.CaseId.Value).Order(StringComparer.Ordinal)))));
}

/// <summary>
/// How a sample was drawn: the cases whose SHA-256 of <c>seed|case id</c> is smallest. The seed is made by the program, nobody chooses it;
/// with it and the population as it stood at that place in the log, anybody draws the same cases again.
/// </summary>
/// <param name="Seed">32 hex digits.</param>
/// <param name="PopulationHash">See <see cref="Population.Hash"/>.</param>
public sealed record Draw(string Seed, long Tx, long Position, int PopulationSize, string PopulationHash, IReadOnlyList<SampledCase> Picked)
{
    /// <param name="size">How many are drawn; all where there are no more.</param>
    public static Draw From(Population population, string seed, int size) => new(
        seed, population.Tx, population.Position, population.Cases.Count, population.Hash,
        [.. population.Cases.OrderBy(c => Ticket(seed, c.CaseId), StringComparer.Ordinal).Take(size)]);

    /// <summary>Whether the same population gives the same sample.</summary>
    public bool Repeats(Population population) => population.Hash == PopulationHash && From(population, Seed, Picked.Count).Picked.SequenceEqual(Picked);

    private static string Ticket(string seed, CaseId id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{id.Value}")));
}

/// <summary>One item of the checklist as it was scored.</summary>
/// <param name="Points">Null where the item does not apply to the case.</param>
public sealed record ScoredItem(string Code, int? Points = null);

/// <summary>What the papers of one sampled case were given.</summary>
/// <param name="Score">Points of 100 over the items that apply, to two places, half up.</param>
public sealed record PaperScore(CaseId CaseId, IReadOnlyList<ScoredItem> Items, decimal Score, Personal Remark, DateOnly On, string By);

/// <summary>Sampled quality of papers 文书抽查: some ended cases of an organization, drawn at random, their papers scored by an office.</summary>
public sealed record Sampling : IAggregate<Sampling>
{
    /// <summary>Fewer cases tell which of them was given what.</summary>
    public const int Least = 5;

    public const int Most = 50;

    public static string Stream => "sampling";
    public static Sampling Empty { get; } = new();

    public SamplingId Id { get; init; }
    public OrganizationId OrganizationId { get; init; }

    /// <summary>The organization's region on the day of the draw, which offices' scope goes by.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The window of days of closing.</summary>
    public DateOnly From { get; init; }

    public DateOnly To { get; init; }
    public Draw? Draw { get; init; }
    public int Checklist { get; init; }
    public Personal Reason { get; init; }
    public DateOnly DrawnOn { get; init; }
    public string DrawnBy { get; init; } = "";
    public SamplingStage Stage { get; init; }
    public ImmutableList<PaperScore> Scores { get; init; } = [];
    public DateOnly? EndedOn { get; init; }
    public decimal? Average { get; init; }
    public Personal AbandonedBecause { get; init; }

    [JsonIgnore] public bool Exists => Id.Value is not null;
    [JsonIgnore] public IReadOnlyList<SampledCase> Picked => Draw?.Picked ?? [];
    [JsonIgnore] public Checklist List => Checklists.Checklist.Of("papers", Checklist);

    public PaperScore? ScoreOf(CaseId id) => Scores.Find(s => s.CaseId == id);

    /// <summary>What an item was given on average, in points, over the cases it applies to; null where it applies to fewer than <see cref="Least"/>.</summary>
    public decimal? AverageOf(string code)
    {
        var points = Scores.SelectMany(s => s.Items).Where(i => i.Code == code && i.Points is not null).Select(i => i.Points!.Value).ToList();
        return points.Count < Least ? null : Math.Round((decimal)points.Sum() / points.Count, 2, MidpointRounding.AwayFromZero);
    }

    public Sampling Evolve(DomainEvent happened) => happened switch
    {
        SampleDrawn e => this with
        {
            Id = e.Id,
            OrganizationId = e.OrganizationId,
            Unit = e.Unit,
            From = e.From,
            To = e.To,
            Draw = e.Draw,
            Checklist = e.Checklist,
            Reason = e.Reason,
            DrawnOn = e.On,
            DrawnBy = e.By,
        },
        PapersScored e => this with { Scores = Scores.RemoveAll(s => s.CaseId == e.Score.CaseId).Add(e.Score) },
        SamplingFinished e => this with { Stage = SamplingStage.Finished, EndedOn = e.On, Average = e.Average },
        SamplingAbandoned e => this with { Stage = SamplingStage.Abandoned, EndedOn = e.On, AbandonedBecause = e.Reason },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a sampling"),
    };
}

/// <summary>Stages in the office's words.</summary>
public static class SamplingWords
{
    public static string Chinese(this SamplingStage stage) => stage switch
    {
        SamplingStage.Open => "评查中",
        SamplingStage.Finished => "已完成",
        _ => "已终止",
    };
}
