using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Recommendations;

/// <summary>Where a recommendation stands.</summary>
public enum RecommendationStage { Issued, Delivered, Agreed, Declined, NoReply, Settled, Resumed }

/// <summary>
/// A mediation recommendation 调解建议书 (R33 §69): the applicant may mediate first, and only with the applicant's agreement acceptance pauses.
/// Limitation is safe meanwhile, since the application for arbitration interrupted it.
/// </summary>
public sealed record Recommendation : IAggregate<Recommendation>, IHoldsUnique, IOwnsFiles, IKeepsPapers
{
    public static string Stream => "recommendation";
    public static Recommendation Empty { get; } = new();

    public RecommendationId Id { get; init; }
    public CommissionId CommissionId { get; init; }
    public string Number { get; init; } = "";
    public string ArbitrationNumber { get; init; } = "";
    public DateOnly ReceivedOn { get; init; }
    public HandedDispute Dispute { get; init; } = null!;
    public IReadOnlyList<OrganizationId> Organizations { get; init; } = [];
    public RecommendationStage Stage { get; init; }
    public DateOnly IssuedOn { get; init; }
    public DateOnly? DeliveredOn { get; init; }
    public DateOnly? ReplyDue { get; init; }
    public bool ReplyProvisional { get; init; }
    public OrganizationId? OrganizationId { get; init; }
    public CaseId? CaseId { get; init; }

    /// <summary>The first day of the pause; null where acceptance never paused.</summary>
    public DateOnly? AgreedOn { get; init; }

    /// <summary>Working days of the acceptance clock that had run when it paused.</summary>
    public int ElapsedWorkingDays { get; init; }

    public DateOnly? PauseDue { get; init; }
    public bool PauseProvisional { get; init; }
    public DateOnly? DeclinedOn { get; init; }
    public DateOnly? LapsedOn { get; init; }
    public DateOnly? SettledOn { get; init; }
    public DateOnly? ResumedOn { get; init; }
    public Personal ResumeReason { get; init; }
    public ImmutableList<CasePaper> Papers { get; init; } = [];
    public int LateEntries { get; init; }

    [JsonIgnore] public bool Exists => Id.Value is not null;

    /// <summary>Acceptance rests now.</summary>
    [JsonIgnore] public bool Paused => Stage is RecommendationStage.Agreed;

    /// <summary>
    /// Not done with, or settled: the dispute is mediated nowhere else. After the pause an entrustment may have come, which no settlement that is heard of later pushes aside.
    /// </summary>
    [JsonIgnore]
    public bool IsUnderWay => Exists && (Stage is RecommendationStage.Issued or RecommendationStage.Delivered or RecommendationStage.Agreed || (Stage is RecommendationStage.Settled && ResumedOn is null));

    /// <summary>One application for arbitration gets one recommendation.</summary>
    [JsonIgnore]
    public IEnumerable<UniqueValue> UniqueValues => !Exists ? [] :
    [
        new(HandedArbitration.Recommended, HandedArbitration.Of(CommissionId, ArbitrationNumber)),
        .. IsUnderWay ? [new UniqueValue(HandedArbitration.InMediation, HandedArbitration.Of(CommissionId, ArbitrationNumber))] : Array.Empty<UniqueValue>(),
    ];

    [JsonIgnore] public IEnumerable<FileId> Files => Papers.Select(p => p.PageId);

    public Recommendation Evolve(DomainEvent happened) => happened switch
    {
        RecommendationIssued e => this with
        {
            Id = e.Id,
            CommissionId = e.CommissionId,
            Number = e.Number,
            ArbitrationNumber = e.ArbitrationNumber,
            ReceivedOn = e.ReceivedOn,
            Dispute = e.Dispute,
            Organizations = e.Organizations,
            Stage = RecommendationStage.Issued,
            IssuedOn = e.On,
        },
        RecommendationDelivered e => this with { Stage = RecommendationStage.Delivered, DeliveredOn = e.On, ReplyDue = e.ReplyDue, ReplyProvisional = e.Provisional },
        RecommendationAgreed e => this with
        {
            Stage = RecommendationStage.Agreed,
            OrganizationId = e.OrganizationId,
            CaseId = e.CaseId,
            AgreedOn = e.On,
            ElapsedWorkingDays = e.ElapsedWorkingDays,
            PauseDue = e.PauseDue,
            PauseProvisional = e.Provisional,
        },
        RecommendationDeclined e => this with { Stage = RecommendationStage.Declined, DeclinedOn = e.On },
        RecommendationReplyLapsed e => this with { Stage = RecommendationStage.NoReply, LapsedOn = e.On },
        RecommendationSettled e => this with { Stage = RecommendationStage.Settled, SettledOn = e.On },
        AcceptanceResumed e => this with { Stage = RecommendationStage.Resumed, ResumedOn = e.On, ResumeReason = e.Reason },
        RecommendationPaperMade e => this with { Papers = Papers.Add(e.Paper) },
        EnteredLate => this with { LateEntries = LateEntries + 1 },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a recommendation"),
    };
}

/// <summary>The time limits of a recommendation: the reply, the pause, and the acceptance behind it with its elapsed days.</summary>
public static class RecommendationClocks
{
    public static IReadOnlyList<CaseClock> Of(Recommendation state, WorkCalendar calendar, RuleSet rules)
    {
        if (!state.Exists) return [];
        var clocks = new List<CaseClock>();
        if (state.DeliveredOn is { } delivered)
            clocks.Add(CaseClock.Of(rules.Clock("REC3", delivered, calendar)) with { DoneOn = state.AgreedOn ?? state.DeclinedOn ?? (state.LapsedOn is { } lapsed ? lapsed.AddDays(1) : null) });
        if (state.AgreedOn is { } agreed) clocks.Add(CaseClock.Of(rules.Clock("REC15", agreed, calendar)) with { DoneOn = state.SettledOn ?? state.ResumedOn });
        clocks.Add(Acceptance(state, calendar, rules));
        return clocks;
    }

    /// <summary>The days for the reply by the law in force: what was provisional at delivery is settled once the year's days are known.</summary>
    internal static Clock Reply(Recommendation state, Context at) => at.Rules.Clock("REC3", state.DeliveredOn!.Value, at.Calendar);

    /// <summary>The same of the pause.</summary>
    internal static Clock Pause(Recommendation state, Context at) => at.Rules.Clock("REC15", state.AgreedOn!.Value, at.Calendar);

    /// <summary>The five working days for deciding on acceptance (LMA 29): superseded while they rest, and after the pause only the rest of them.</summary>
    public static CaseClock Acceptance(Recommendation state, WorkCalendar calendar, RuleSet rules)
    {
        var whole = CaseClock.Of(rules.Clock("ARB5", state.ReceivedOn, calendar));
        if (state.AgreedOn is null) return whole with { DoneOn = state.SettledOn };
        if (state.Stage is RecommendationStage.Settled) return whole with { DoneOn = state.SettledOn, Superseded = true };
        return state.ResumedOn is not { } resumed ? whole with { Superseded = true } : Remaining(state, resumed, calendar, rules);
    }

    internal static CaseClock Remaining(Recommendation state, DateOnly resumed, WorkCalendar calendar, RuleSet rules)
    {
        var limit = rules.Limit("ARB5", resumed);
        var left = Math.Max(0, limit.Count - state.ElapsedWorkingDays);
        var due = left == 0 ? resumed : calendar.AddWorkingDays(resumed, left);
        return new("ARB5", resumed, due, due, !calendar.IsSettled(due), limit.Basis, rules.Version);
    }

    /// <summary>The one that presses: the reply, then the pause, then acceptance.</summary>
    public static CaseClock? Pressing(Recommendation state, WorkCalendar calendar, RuleSet rules) => state.Stage is RecommendationStage.Settled ? null : Of(state, calendar, rules).Where(c => c is { DoneOn: null, Superseded: false }).MinBy(c => c.Due);
}

/// <summary>The words of recommendations in the office's Chinese.</summary>
public static class RecommendationWords
{
    public static string Chinese(this RecommendationStage stage) => stage switch
    {
        RecommendationStage.Issued => "已发出，待送达",
        RecommendationStage.Delivered => "待答复",
        RecommendationStage.Agreed => "同意调解，暂缓受理",
        RecommendationStage.Declined => "不同意调解",
        RecommendationStage.NoReply => "逾期未答复",
        RecommendationStage.Settled => "调解成功",
        _ => "恢复受理",
    };
}

/// <summary>A command of a recommendation that knows what is still missing for it.</summary>
public interface IRecommendationCommand<TSelf> : ICommand<Recommendation> where TSelf : IRecommendationCommand<TSelf>
{
    static abstract string Name { get; }
    static abstract IEnumerable<Refusal> Missing(Recommendation state, Context at);
}

/// <summary>What may be done with a recommendation now.</summary>
public static class RecommendationGuide
{
    private static readonly (string Name, Type Type, Func<Recommendation, Context, IEnumerable<Refusal>> Missing)[] Commands = [Of<DeliverRecommendation>(), Of<RecordReply>(), Of<ResumeAcceptance>()];

    public static IReadOnlyList<AllowedCommand> Allowed(Recommendation state, Context at, Func<Type, bool> may) =>
        [.. from command in Commands where may(command.Type) let missing = command.Missing(state, at).ToList() select new AllowedCommand(command.Name, missing.Count == 0, [.. missing.Select(m => new Text(m.Chinese, m.English))])];

    private static (string, Type, Func<Recommendation, Context, IEnumerable<Refusal>>) Of<TCommand>() where TCommand : IRecommendationCommand<TCommand> => (TCommand.Name, typeof(TCommand), TCommand.Missing);

    internal static IEnumerable<Refusal> At(this Recommendation state, params RecommendationStage[] stages)
    {
        if (!state.Exists) yield return RecommendationRefusals.Unknown;
        else if (!stages.Contains(state.Stage)) yield return RecommendationRefusals.WrongStage(state.Stage);
    }
}
