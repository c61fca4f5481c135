using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Entrustments;

/// <summary>Where an entrustment stands.</summary>
public enum EntrustmentStage { Proposed, Consented, Entrusted, AcceptedByOrganization, Succeeded, Failed, Expired, Returned, Declined }

/// <summary>What came of the mediation. Why it failed stays with the organization.</summary>
public enum EntrustmentResult { Succeeded, Partial, Failed, Expired }

/// <summary>What the tribunal did afterwards: it heard the case, made a mediation letter, or the application was withdrawn.</summary>
public enum DispositionKind { HearingResumed, LetterMade, ApplicationWithdrawn }

/// <summary>How the arbitration went on once the result had come back (R33 §§72–73).</summary>
/// <param name="Number">The letter's number; null where no letter was made.</param>
/// <param name="Partial">The letter covers what was agreed of a dispute that was agreed in part (R33 §73).</param>
public sealed record Disposition(DispositionKind Kind, DateOnly On, string? Number, bool Partial);

/// <summary>
/// A dispute that a commission entrusts to an organization before the hearing 委托调解 (R33 §70): both consents with their days, a letter,
/// a linked case at the organization with ten working days, and a letter back. The arbitration itself is not closed by it.
/// </summary>
public sealed record Entrustment : IAggregate<Entrustment>, IHoldsUnique, IOwnsFiles, IKeepsPapers
{
    public static string Stream => "entrustment";
    public static Entrustment Empty { get; } = new();

    public EntrustmentId Id { get; init; }
    public CommissionId CommissionId { get; init; }
    public OrganizationId OrganizationId { get; init; }

    /// <summary>The number of the arbitration 仲裁案号.</summary>
    public string ArbitrationNumber { get; init; } = "";

    public HandedDispute Dispute { get; init; } = null!;
    public EntrustmentStage Stage { get; init; }
    public DateOnly ProposedOn { get; init; }

    /// <summary>When each party consented.</summary>
    public ImmutableDictionary<PartyId, DateOnly> Consents { get; init; } = ImmutableDictionary<PartyId, DateOnly>.Empty;

    /// <summary>The number of the letter.</summary>
    public string Number { get; init; } = "";

    public DateOnly? EntrustedOn { get; init; }
    public DateOnly? Due { get; init; }
    public bool DueProvisional { get; init; }
    public CaseId? CaseId { get; init; }
    public DateOnly? AcceptedOn { get; init; }
    public Personal DeclineReason { get; init; }
    public EntrustmentResult? Result { get; init; }
    public DateOnly? EndedOn { get; init; }
    public DateOnly? ReturnedOn { get; init; }
    public bool ReturnedLate { get; init; }
    public IReadOnlyList<Personal> UndisputedFacts { get; init; } = [];

    /// <summary>What came back with the result.</summary>
    public CaseExtract? Extract { get; init; }

    /// <summary>What the tribunal did afterwards; null until the commission records it.</summary>
    public Disposition? Disposition { get; init; }

    public ImmutableList<CasePaper> Papers { get; init; } = [];
    public int LateEntries { get; init; }

    [JsonIgnore] public bool Exists => Id.Value is not null;
    [JsonIgnore] public IEnumerable<Party> NotConsented => Dispute.Parties.Where(p => !Consents.ContainsKey(p.Id));

    /// <summary>The day from which the ten working days are counted; null while a consent is missing.</summary>
    [JsonIgnore] public DateOnly? ConsentedOn => NotConsented.Any() ? null : Consents.Values.Max();

    /// <summary>The letter is out: the organization knows of it.</summary>
    [JsonIgnore] public bool IsSent => EntrustedOn is not null;

    /// <summary>The organization mediates.</summary>
    [JsonIgnore] public bool IsUnderWay => Stage is EntrustmentStage.Entrusted or EntrustmentStage.AcceptedByOrganization;

    /// <summary>One arbitration is entrusted once; where the organization declined, another may be asked.</summary>
    [JsonIgnore]
    public IEnumerable<UniqueValue> UniqueValues => !Exists || Stage is EntrustmentStage.Declined ? [] :
        [new(HandedArbitration.Entrusted, HandedArbitration.Of(CommissionId, ArbitrationNumber)), new(HandedArbitration.InMediation, HandedArbitration.Of(CommissionId, ArbitrationNumber))];

    [JsonIgnore] public IEnumerable<FileId> Files => Papers.Select(p => p.PageId);

    public Entrustment Evolve(DomainEvent happened) => happened switch
    {
        EntrustmentProposed e => this with { Id = e.Id, CommissionId = e.CommissionId, OrganizationId = e.OrganizationId, ArbitrationNumber = e.ArbitrationNumber, Dispute = e.Dispute, Stage = EntrustmentStage.Proposed, ProposedOn = e.On },
        EntrustmentConsented e => this with { Consents = Consents.SetItem(e.PartyId, e.On), Stage = NotConsented.All(p => p.Id == e.PartyId) ? EntrustmentStage.Consented : Stage },
        DisputeEntrusted e => this with { Stage = EntrustmentStage.Entrusted, Number = e.Number, EntrustedOn = e.On, Due = e.Due, DueProvisional = e.Provisional },
        EntrustmentAccepted e => this with { Stage = EntrustmentStage.AcceptedByOrganization, CaseId = e.CaseId, AcceptedOn = e.On },
        EntrustmentDeclined e => this with { Stage = EntrustmentStage.Declined, DeclineReason = e.Reason, EndedOn = e.On },
        EntrustmentEnded e => this with
        {
            Result = e.Result,
            EndedOn = e.On,
            Stage = e.Result switch { EntrustmentResult.Succeeded => EntrustmentStage.Succeeded, EntrustmentResult.Expired => EntrustmentStage.Expired, _ => EntrustmentStage.Failed },
        },
        EntrustmentResultReturned e => this with { Stage = EntrustmentStage.Returned, ReturnedOn = e.On, ReturnedLate = e.Late, UndisputedFacts = e.UndisputedFacts, Extract = e.Extract },
        EntrustmentDisposed e => this with { Disposition = e.Disposition },
        DispositionCorrected e => this with { Disposition = e.Disposition },
        EntrustmentPaperMade e => this with { Papers = Papers.Add(e.Paper) },
        EnteredLate => this with { LateEntries = LateEntries + 1 },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of an entrustment"),
    };

    /// <summary>The result that the end of the linked case stands for; null while it has none.</summary>
    public static EntrustmentResult? ResultOf(MediationCase c) => c.Outcome switch
    {
        null or Outcome.Transferred => null,
        Outcome.Expired => EntrustmentResult.Expired,
        { } outcome when outcome.Class() is OutcomeClass.Succeeded => EntrustmentResult.Succeeded,
        { } outcome when outcome.Class() is OutcomeClass.Partial => EntrustmentResult.Partial,
        _ => EntrustmentResult.Failed,
    };
}

/// <summary>The time limits of an entrustment.</summary>
public static class EntrustmentClocks
{
    public static IReadOnlyList<CaseClock> Of(Entrustment state, WorkCalendar calendar, RuleSet rules)
    {
        if (!state.Exists || state.ConsentedOn is not { } consented) return [];
        var clocks = new List<CaseClock> { CaseClock.Of(rules.Clock("ENT10", consented, calendar)) with { DoneOn = state.Result is EntrustmentResult.Expired ? state.EndedOn!.Value.AddDays(1) : state.EndedOn } };
        if (state is { EndedOn: { } ended, Result: not null }) clocks.Add(CaseClock.Of(rules.Clock("ENTBACK", ended, calendar)) with { DoneOn = state.ReturnedOn });
        if (state.ReturnedOn is { } returned) clocks.Add(CaseClock.Of(rules.Clock("ENTNEXT", returned, calendar)) with { DoneOn = state.Disposition?.On });
        return clocks;
    }

    /// <summary>The ten working days by the law in force: what was provisional when the letter went out is settled once the year's days are known.</summary>
    internal static Clock Term(Entrustment state, Context at) => at.Rules.Clock("ENT10", state.ConsentedOn!.Value, at.Calendar);

    public static CaseClock? Pressing(Entrustment state, WorkCalendar calendar, RuleSet rules) => state.Stage is EntrustmentStage.Declined ? null : Of(state, calendar, rules).FirstOrDefault(c => c.DoneOn is null);
}

/// <summary>The words of entrustments in the office's Chinese.</summary>
public static class EntrustmentWords
{
    public static string Chinese(this EntrustmentStage stage) => stage switch
    {
        EntrustmentStage.Proposed => "征询中",
        EntrustmentStage.Consented => "双方同意，待委托",
        EntrustmentStage.Entrusted => "已委托，待接受",
        EntrustmentStage.AcceptedByOrganization => "调解中",
        EntrustmentStage.Declined => "调解组织未接受",
        EntrustmentStage.Succeeded => "调解成功，待反馈",
        EntrustmentStage.Failed => "调解不成，待反馈",
        EntrustmentStage.Expired => "逾期，恢复审理",
        _ => "已反馈",
    };

    public static string Chinese(this EntrustmentResult result) => result switch
    {
        EntrustmentResult.Succeeded => "达成调解协议",
        EntrustmentResult.Partial => "部分达成调解协议",
        EntrustmentResult.Expired => "期限届满未达成协议",
        _ => "未达成调解协议",
    };

    public static string Chinese(this DispositionKind kind) => kind switch
    {
        DispositionKind.HearingResumed => "恢复审理",
        DispositionKind.LetterMade => "制作仲裁调解书",
        _ => "申请人撤回仲裁申请",
    };

    public static string Chinese(this Disposition disposition) => disposition is { Kind: DispositionKind.LetterMade, Partial: true } ? "制作部分调解书，其余部分继续审理" : disposition.Kind.Chinese();
}

/// <summary>A command of an entrustment that knows what is still missing for it.</summary>
public interface IEntrustmentCommand<TSelf> : ICommand<Entrustment> where TSelf : IEntrustmentCommand<TSelf>
{
    static abstract string Name { get; }
    static abstract IEnumerable<Refusal> Missing(Entrustment state, Context at);
}

/// <summary>What may be done with an entrustment now.</summary>
public static class EntrustmentGuide
{
    private static readonly (string Name, Type Type, Func<Entrustment, Context, IEnumerable<Refusal>> Missing)[] Commands =
        [Of<RecordEntrustmentConsent>(), Of<EntrustDispute>(), Of<AcceptEntrustment>(), Of<DeclineEntrustment>(), Of<ReturnResult>(), Of<RecordDisposition>(), Of<CorrectDisposition>()];

    /// <summary>The records that the guide looks at; load them into the context.</summary>
    public static IEnumerable<StreamRef> Reads(Entrustment state) => !state.Exists ? [] :
        [StreamRef.To<Organizations.Organization>(state.OrganizationId.Value), .. state.CaseId is { } c ? [StreamRef.To<MediationCase>(c.Value)] : Array.Empty<StreamRef>()];

    public static IReadOnlyList<AllowedCommand> Allowed(Entrustment state, Context at, Func<Type, bool> may) =>
        [.. from command in Commands where may(command.Type) let missing = command.Missing(state, at).ToList() select new AllowedCommand(command.Name, missing.Count == 0, [.. missing.Select(m => new Text(m.Chinese, m.English))])];

    private static (string, Type, Func<Entrustment, Context, IEnumerable<Refusal>>) Of<TCommand>() where TCommand : IEntrustmentCommand<TCommand> => (TCommand.Name, typeof(TCommand), TCommand.Missing);

    internal static IEnumerable<Refusal> At(this Entrustment state, params EntrustmentStage[] stages)
    {
        if (!state.Exists) yield return EntrustmentRefusals.Unknown;
        else if (!stages.Contains(state.Stage)) yield return EntrustmentRefusals.WrongStage(state.Stage);
    }
}
