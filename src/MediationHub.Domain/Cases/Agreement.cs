using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

public enum TermKind { Payment, DocumentHandover, ContractAct, SocialInsurance, Apology, Other }

/// <summary>Where an agreement stands, its arbitration review and what a court or commission ruled on it included.</summary>
public enum AgreementStatus { Drafted, Effective, InReview, Confirmed, Returned, Superseded, Invalidated, CourtConfirmed }

/// <summary>What was ruled on an agreement: void 认定无效, revoked 撤销, or confirmed by the court 司法确认.</summary>
public enum RulingKind { Void, Revoked, Confirmed }

/// <summary>Who ruled: a people's court or an arbitration commission.</summary>
public enum RulingBody { Court, Commission }

/// <summary>A ruling of a court or commission that has taken effect, as the organization was shown it.</summary>
/// <param name="BodyName">The court or commission.</param>
/// <param name="DocumentNo">Number of the judgment, ruling or award 文书号.</param>
/// <param name="On">The day on which it took effect.</param>
/// <param name="Proof">The document, scanned.</param>
public sealed record AgreementRuling(RulingKind Kind, RulingBody Body, Personal BodyName, string DocumentNo, DateOnly On, IReadOnlyList<FileId> Proof, Personal Note);

/// <summary>One thing agreed. The Chinese sentence is made from the parts by <see cref="TermSentence"/>.</summary>
/// <param name="No">From 1.</param>
/// <param name="PayerId">Who pays or does it: a party or a member.</param>
/// <param name="PayeeId">To whom.</param>
/// <param name="Amount">CNY, all instalments together.</param>
/// <param name="ClaimType">What is settled by it, a dispute type's code; null stands for the case's main type.</param>
/// <param name="Text">What the parts do not say; it stands behind the sentence.</param>
public sealed record Term(
    int No, TermKind Kind, PartyId? PayerId, PartyId? PayeeId, decimal? Amount, IReadOnlyList<Instalment> Instalments,
    DateOnly? DueOn, Personal Manner, Personal BankAccount, Personal Text, string? ClaimType)
{
    /// <summary>The last day on which all of it must be done; null where no day was agreed.</summary>
    [JsonIgnore]
    public DateOnly? LastDueOn => Instalments.Count > 0 ? Instalments[^1].DueOn : DueOn;
}

/// <param name="No">From 1.</param>
public sealed record Instalment(int No, decimal Amount, DateOnly DueOn);

/// <summary>A signature under an agreement, of a party (itself or through an agent with special powers) or of the mediator.</summary>
public sealed record AgreementSignature(PartyId? PartyId, MediatorId? MediatorId, string? AgentId, DateTimeOffset SignedAt, FileId? FileId);

/// <summary>A mediation agreement 调解协议 (LMA 14).</summary>
public sealed record Agreement
{
    /// <summary>Counts every draft of the case, from 1.</summary>
    public required int No { get; init; }

    /// <summary>Where it stands between the parties and in review; <see cref="Standing"/> says what it is worth.</summary>
    public AgreementStatus Status { get; init; }

    /// <summary>What a court or commission ruled on it; it lies over the status and leaves it as it was.</summary>
    public AgreementRuling? Ruling { get; init; }

    /// <summary>Takes the place of the agreement in force 补充协议.</summary>
    public bool Supplement { get; init; }

    public required IReadOnlyList<Term> Terms { get; init; }
    public DateOnly DraftedOn { get; init; }

    /// <summary>The parties, representatives or members whose signatures it needs.</summary>
    public required IReadOnlyList<PartyId> Signers { get; init; }

    public IReadOnlyList<AgreementSignature> Signatures { get; init; } = [];
    public DateTimeOffset? SealedAt { get; init; }

    /// <summary>The last of all signatures and the seal.</summary>
    public DateTimeOffset? EffectiveAt { get; init; }

    public DateOnly? EffectiveOn { get; init; }

    /// <summary>What has to be performed, line by line; empty before it takes effect.</summary>
    public IReadOnlyList<PerformanceLine> Lines { get; init; } = [];

    [JsonIgnore]
    public AgreementStatus Standing => Invalidated ? AgreementStatus.Invalidated : Ruling is not null ? AgreementStatus.CourtConfirmed : Status;

    /// <summary>Void or revoked: it never bound the parties, or does so no more.</summary>
    [JsonIgnore]
    public bool Invalidated => Ruling is { Kind: not RulingKind.Confirmed };

    [JsonIgnore]
    public bool InForce => EffectiveAt is not null && Status is not AgreementStatus.Superseded && !Invalidated;

    /// <summary>There is a title to enforce 执行依据: the commission's letter (LMA 51) or the court's ruling (CPL 206).</summary>
    [JsonIgnore]
    public bool Enforceable => Standing is AgreementStatus.Confirmed or AgreementStatus.CourtConfirmed;

    [JsonIgnore]
    public IEnumerable<PartyId> StillToSign => Signers.Where(s => Signatures.All(g => g.PartyId != s));

    [JsonIgnore]
    public AgreementSignature? MediatorSignature => Signatures.FirstOrDefault(s => s.MediatorId is not null);

    /// <summary>CNY, over all terms.</summary>
    [JsonIgnore]
    public decimal TotalAmount => Terms.Sum(t => t.Amount ?? 0);

    [JsonIgnore]
    public bool Performed => Lines.Count > 0 && Lines.All(l => l.PerformedOn is not null);

    /// <summary>Whether every part was performed by its day, one without a day by the last of the others; null until it is performed whole, and where no part has a day.</summary>
    public bool? PerformedInTime => Performed && Lines.Max(l => l.DueOn) is { } last ? Lines.All(l => l.PerformedOn <= (l.DueOn ?? last)) : null;

    /// <summary>The agreement as it takes effect: every instalment, payment and act becomes a line of its own.</summary>
    public Agreement TakesEffect(DateTimeOffset sealedAt, DateTimeOffset effectiveAt) => this with
    {
        Status = AgreementStatus.Effective,
        SealedAt = sealedAt,
        EffectiveAt = effectiveAt,
        EffectiveOn = ChinaTime.DayOf(effectiveAt),
        Lines =
        [
            .. from term in Terms
               from line in term.Instalments.Count > 0
                   ? term.Instalments.Select(i => new PerformanceLine(term.No, i.No, i.Amount, i.DueOn))
                   : [new PerformanceLine(term.No, null, term.Kind is TermKind.Payment ? term.Amount : null, term.DueOn)]
               select line,
        ],
    };
}

/// <summary>How far one line of an agreement is performed, seen from a day.</summary>
public enum PerformanceStatus { Pending, PartlyPerformed, Performed, Overdue, Defaulted }

/// <summary>One payment or act that an agreement asks for.</summary>
/// <param name="Owed">CNY; null for what is not money.</param>
/// <param name="Paid">CNY.</param>
/// <param name="PerformedOn">The day it was done, or the last yuan paid.</param>
/// <param name="ConfirmedOn">The day the payee confirmed the receipt.</param>
/// <param name="DefaultedOn">The day it was marked as not performed 未履行.</param>
public sealed record PerformanceLine(
    int TermNo, int? InstalmentNo, decimal? Owed, DateOnly? DueOn,
    decimal Paid = 0, DateOnly? PerformedOn = null, DateOnly? ConfirmedOn = null, DateOnly? DefaultedOn = null)
{
    [JsonIgnore]
    public decimal Outstanding => (Owed ?? 0) - Paid;

    /// <summary>Due today is not overdue.</summary>
    public bool IsOverdue(DateOnly today) => PerformedOn is null && DueOn < today;

    public PerformanceStatus Status(DateOnly today) =>
        PerformedOn is not null ? PerformanceStatus.Performed
        : DefaultedOn is not null ? PerformanceStatus.Defaulted
        : IsOverdue(today) ? PerformanceStatus.Overdue
        : Paid > 0 ? PerformanceStatus.PartlyPerformed
        : PerformanceStatus.Pending;

    internal PerformanceLine Pay(decimal amount, DateOnly on) => this with
    {
        Paid = Paid + amount,
        PerformedOn = Paid + amount == Owed ? on : null,
        ConfirmedOn = null,
    };
}

/// <summary>Money that was paid under an agreement.</summary>
/// <param name="Id"><c>p1</c>, <c>p2</c> … within the case.</param>
/// <param name="AgreementNo">The agreement it belongs to.</param>
/// <param name="Parts">How it falls on the lines of its term, the earliest due first.</param>
public sealed record Payment(string Id, int AgreementNo, int TermNo, int? InstalmentNo, decimal Amount, DateOnly PaidOn, IReadOnlyList<PaymentPart> Parts, IReadOnlyList<FileId> Proof);

public sealed record PaymentPart(int? InstalmentNo, decimal Amount);

/// <summary>A step that a party takes because of an unperformed line.</summary>
/// <param name="OrderEndedOn">Of a direct suit after a payment order: when the court ended that procedure.</param>
public sealed record Remedy(RemedyKind Kind, int TermNo, DateOnly On, Personal Note, DateOnly? OrderEndedOn = null);

/// <summary>A call back 回访 after the agreement or the closing.</summary>
/// <param name="Satisfaction">1 (low) to 5.</param>
/// <param name="Outcome">How performance stood; null where it was not said.</param>
/// <param name="NextOn">The day of the next visit; null where none was agreed on.</param>
/// <param name="PartyId">Who was asked; null where it was not said.</param>
public sealed record FollowUp(DateOnly On, int? Satisfaction, Personal Notes, Personal NextStep, FollowUpOutcome? Outcome = null, DateOnly? NextOn = null, PartyId? PartyId = null);
