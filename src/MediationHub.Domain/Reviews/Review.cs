using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>A party's part in the joint application.</summary>
/// <param name="At">When it came.</param>
/// <param name="By">The user name of who recorded it.</param>
/// <param name="PostedOn">The day of the postmark, where it came by post: by that day it is judged whether it was in time (CPL 85).</param>
/// <param name="PostingProof">What proves the day of posting, such as the number of the mail.</param>
/// <param name="MoreTime">A request for more time that came with it, where it was late.</param>
public sealed record ReviewJoin(
    PartyId PartyId, DateTimeOffset At, IReadOnlyList<FileId> Proof, string By, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool AtCounter = false, DateOnly? PostedOn = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Personal PostingProof = default, MoreTimeRequest? MoreTime = null)
{
    /// <summary>The legal day by which it is judged: of the postmark, otherwise of its coming.</summary>
    [JsonIgnore] public DateOnly JudgedOn => PostedOn ?? ChinaTime.DayOf(At);
}

/// <summary>A request for more time after a term was missed through force majeure or for another good reason (CPL 86). Whether it is granted, the commission decides.</summary>
/// <param name="Cause">What kept the party from acting.</param>
/// <param name="Due">The last day of the ten after the obstacle ended (FM10).</param>
/// <param name="Late">The request itself came after that day.</param>
public sealed record MoreTimeRequest(Personal Cause, DateOnly ObstacleEndedOn, DateOnly RequestedOn, DateOnly Due, bool Provisional, bool Late, int RulebookVersion);

/// <summary>A question to the parties and what came of it.</summary>
/// <param name="Id"><c>q1</c>, <c>q2</c> … within the review.</param>
public sealed record ReviewInquiry(string Id, IReadOnlyList<PartyId> Parties, Personal Text, DateOnly On, IReadOnlyList<FileId> Files);

/// <summary>What was asked of the director, by whom and why.</summary>
/// <param name="Grounds">For a refusal.</param>
public sealed record ReviewRequest(ReviewRequestKind Kind, Personal Reason, IReadOnlyList<ReviewReason> Grounds, string By, DateOnly On);

/// <summary>A request that came back.</summary>
public sealed record ReturnedRequest(ReviewRequest Request, Personal Comment, string By, DateOnly On);

public sealed record ReviewExtension(Personal Reason, DateOnly Due, bool Provisional, string ApprovedBy, DateOnly On);

/// <summary>The mediation letter 仲裁调解书.</summary>
/// <param name="Terms">Part by part those of the agreement.</param>
/// <param name="Late">Made after the last day of the review: recorded, not blocked.</param>
public sealed record ReviewLetter(IReadOnlyList<Term> Terms, Personal TermsHash, DateTimeOffset SealedAt, ArbitratorId ArbitratorId, bool Late);

/// <summary>One attempt to serve the letter, beside what came of it.</summary>
public sealed record LetterService(PartyId PartyId, ServiceMethod Method, ServiceResult Result, DateOnly On, IReadOnlyList<FileId> Proof, Personal Note);

/// <summary>Why an application was not accepted.</summary>
public sealed record NotAcceptedFor(int Ground, Personal Reason);

/// <summary>Who reviews, since when, and whether the declaration is there.</summary>
public sealed record AssignedArbitrator(ArbitratorId ArbitratorId, DateOnly On, DateOnly? DeclaredOn = null);

/// <summary>
/// The arbitration review 仲裁审查 of one mediation agreement at one commission (R33 §§74–79): joint application, acceptance,
/// one arbitrator, a mediation letter with the agreement's own terms or a refusal, and service on each party.
/// </summary>
public sealed record Review : IAggregate<Review>, IHoldsUnique, IOwnsFiles, IKeepsPapers
{
    public static string Stream => "review";
    public static Review Empty { get; } = new();

    public ReviewId Id { get; init; }
    public CommissionId CommissionId { get; init; }
    public CompetenceReason? Competence { get; init; }

    /// <summary>What the commission was given of the case.</summary>
    public CaseExtract Extract { get; init; } = null!;

    public ReviewStage Stage { get; init; }

    /// <summary>The review's number; empty before it is accepted.</summary>
    public string Number { get; init; } = "";

    public ImmutableList<ReviewJoin> Joined { get; init; } = [];

    /// <summary>The last day for the joint application.</summary>
    public DateOnly FilingDue { get; init; }

    public bool FilingProvisional { get; init; }

    /// <summary>Since when the case has had an agreement in effect, this one or one before it.</summary>
    public DateOnly? FirstEffectiveOn { get; init; }

    /// <summary>An earlier review of the same case was accepted and ended without a letter in force.</summary>
    public bool Again { get; init; }

    public DateOnly? FiledOn { get; init; }
    public bool FiledLate { get; init; }

    /// <summary>The day by which it is judged whether the joint application came in time: earlier than <see cref="FiledOn"/> where the last part was posted; after <see cref="FilingDue"/> where it is late.</summary>
    [JsonIgnore]
    public DateOnly? JudgedOn => FiledOn is null ? null : Joined.Max(j => j.JudgedOn) is var last && FiledLate && last <= FilingDue ? FilingDue.AddDays(1) : last;

    /// <summary>The day of posting that made it in time although it came after the last day; null where it is not so.</summary>
    [JsonIgnore]
    public DateOnly? PostedInTimeOn => !FiledLate && FiledOn > FilingDue ? Joined.Where(j => ChinaTime.DayOf(j.At) > FilingDue).Max(j => j.PostedOn) : null;

    public DateOnly? AcceptedOn { get; init; }

    /// <summary>Why it was accepted although it was filed late.</summary>
    public Personal LateReason { get; init; }

    public NotAcceptedFor? NotAccepted { get; init; }
    public AssignedArbitrator? Arbitrator { get; init; }

    /// <summary>Those who declared a conflict or were replaced.</summary>
    public ImmutableList<ArbitratorId> Formerly { get; init; } = [];

    public ImmutableList<ReviewInquiry> Inquiries { get; init; } = [];

    /// <summary>The last day of the review, extension included.</summary>
    public DateOnly? Due { get; init; }

    public bool DueProvisional { get; init; }
    public ReviewExtension? Extension { get; init; }

    /// <summary>What waits for approval.</summary>
    public ReviewRequest? Pending { get; init; }

    public ImmutableList<ReturnedRequest> Returned { get; init; } = [];
    public ReviewLetter? Letter { get; init; }
    public IReadOnlyList<ReviewReason> RefusedFor { get; init; } = [];
    public string? RefusalApprovedBy { get; init; }
    public ImmutableList<LetterService> Service { get; init; } = [];
    public PartyId? WithdrawnBy { get; init; }
    public Personal WithdrawalReason { get; init; }

    /// <summary>Who would not sign for the letter.</summary>
    public PartyId? UnsignedBy { get; init; }

    public DateOnly? EndedOn { get; init; }
    public ImmutableList<CasePaper> Papers { get; init; } = [];
    public int LateEntries { get; init; }

    [JsonIgnore] public bool Exists => Id.Value is not null;
    [JsonIgnore] public bool IsOpen => Exists && !Stage.IsEnded();

    /// <summary>Who signed the agreement: all of them apply, and all of them sign for the letter.</summary>
    [JsonIgnore] public IReadOnlyList<PartyId> Signers => Extract.Agreement!.Signers;

    [JsonIgnore] public IEnumerable<PartyId> StillToJoin => Signers.Where(s => !Joined.Exists(j => j.PartyId == s));
    [JsonIgnore] public IEnumerable<PartyId> StillToSign => Signers.Where(s => !HasSigned(s));

    public bool HasSigned(PartyId party) => Service.Exists(s => s.PartyId == party && s.Result is ServiceResult.Signed);

    /// <summary>One review at a time for one agreement; another may follow once this one ended without a letter in force.</summary>
    [JsonIgnore]
    public IEnumerable<UniqueValue> UniqueValues =>
        Exists && Stage <= ReviewStage.InForce ? [new("review-agreement", $"{Extract.CaseId}/{Extract.Agreement!.No}")] : [];

    [JsonIgnore]
    public IEnumerable<FileId> Files => [.. Joined.SelectMany(j => j.Proof), .. Inquiries.SelectMany(q => q.Files), .. Service.SelectMany(s => s.Proof), .. Papers.Select(p => p.PageId)];

    public Review Evolve(DomainEvent happened) => happened switch
    {
        ReviewApplied e => this with
        {
            Id = e.Id,
            CommissionId = e.CommissionId,
            Competence = e.Competence,
            Extract = e.Extract,
            Stage = ReviewStage.Applied,
            Joined = [e.Application],
            FilingDue = e.Due,
            FilingProvisional = e.Provisional,
            FirstEffectiveOn = e.FirstEffectiveOn ?? e.Extract.Agreement?.EffectiveOn,
            Again = e.Again,
        },
        ReviewJoined e => this with { Joined = Joined.Add(e.Joining) },
        ReviewFiled e => this with { Stage = ReviewStage.Filed, FiledOn = e.On, FiledLate = e.Late },
        ReviewAccepted e => this with { Stage = ReviewStage.Accepted, Number = e.Number, AcceptedOn = e.On, Due = e.Due, DueProvisional = e.Provisional, LateReason = e.LateReason },
        ReviewNotAccepted e => this with { Stage = ReviewStage.NotAccepted, NotAccepted = new(e.Ground, e.Reason), EndedOn = e.On },
        ReviewArbitratorAssigned e => this with { Stage = ReviewStage.UnderReview, Arbitrator = new(e.ArbitratorId, e.On), Formerly = Arbitrator is { } before ? Formerly.Add(before.ArbitratorId) : Formerly },
        ReviewNoConflictDeclared e => this with { Arbitrator = Arbitrator! with { DeclaredOn = e.On } },
        ReviewConflictDeclared e => this with { Stage = ReviewStage.Accepted, Arbitrator = null, Formerly = Formerly.Add(e.ArbitratorId), Pending = null },
        ReviewInquiryRecorded e => this with { Inquiries = Inquiries.Add(e.Inquiry) },
        ReviewApprovalRequested e => this with { Pending = e.Request },
        ReviewRequestReturned e => this with { Returned = Returned.Add(new(Pending!, e.Comment, e.By, e.On)), Pending = null },
        ReviewExtended e => this with { Extension = e.Extension, Due = e.Extension.Due, DueProvisional = e.Extension.Provisional, Pending = null },
        ReviewLetterMade e => this with { Stage = ReviewStage.LetterMade, Letter = e.Letter },
        ReviewRefused e => this with { Stage = ReviewStage.Refused, RefusedFor = e.Grounds, RefusalApprovedBy = e.ApprovedBy, EndedOn = e.On, Pending = null },
        ReviewLetterServed e => this with { Service = Service.Add(e.Service) },
        ReviewInForce e => this with { Stage = ReviewStage.InForce, EndedOn = e.On },
        ReviewWithdrawn e => this with { Stage = ReviewStage.Withdrawn, WithdrawnBy = e.PartyId, WithdrawalReason = e.Reason, EndedOn = e.On, Pending = null },
        ReviewEndedUnsigned e => this with { Stage = ReviewStage.EndedUnsigned, UnsignedBy = e.PartyId, EndedOn = e.On },
        ReviewPaperMade e => this with { Papers = Papers.Add(e.Paper) },
        EnteredLate => this with { LateEntries = LateEntries + 1 },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a review"),
    };
}
