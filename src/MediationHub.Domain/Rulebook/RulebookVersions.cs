using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Rulebook;

/// <summary>What one version changed.</summary>
/// <param name="Subject">The rule's id or the setting's name; null for the whole book.</param>
public sealed record RulebookChange(int Version, DateOnly On, string? Subject, string? Reason);

/// <summary>The law as data, version by version; one stream.</summary>
public sealed record RulebookVersions : IAggregate<RulebookVersions>
{
    /// <summary>The only stream of its type.</summary>
    public const string Id = "rulebook";

    public static string Stream => "rulebook";
    public static RulebookVersions Empty { get; } = new();

    public int Version { get; init; }
    public ImmutableList<RulebookChange> Changes { get; init; } = [];

    /// <summary>The newest version, which knows those before it; null before the first.</summary>
    [JsonIgnore]
    public RuleSet? Rules { get; init; }

    public RulebookVersions Evolve(DomainEvent happened) => happened switch
    {
        RulebookLoaded e => Next(RuleSet.Recorded(e.Book), new(e.Version, e.On, null, null)),
        RulebookCompleted e => Next(Rules!.Completed(e.Version, e.Added), new(e.Version, e.On, null, null)),
        RuleChanged e => Next(Rules!.With(e.Version, e.Rule), new(e.Version, e.On, e.Rule.Id, e.Reason)),
        SettingChanged e => Next(Rules!.With(e.Version, e.Name, e.Value, e.Mark, e.Source), new(e.Version, e.On, e.Name, e.Reason)),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of the rulebook"),
    };

    private RulebookVersions Next(RuleSet rules, RulebookChange change) => this with { Version = change.Version, Rules = rules, Changes = Changes.Add(change) };
}
