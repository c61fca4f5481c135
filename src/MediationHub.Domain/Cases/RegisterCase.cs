using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Cases;

/// <summary>Put a dispute into the register (LMA 12): parties identified, time of receipt fixed, number given.</summary>
/// <param name="WorkersInvolved">Left out: as many as there are natural persons on the workers' side, one at least.</param>
/// <param name="RecordFileId">The signed record of an oral application.</param>
/// <param name="Oral">What the applicant said and was read back, where it was recorded here; the paper 1b is made from it.</param>
/// <param name="DuplicateReason">Why it is registered although an earlier case looks the same.</param>
/// <param name="Court">Of a case that a court assigned or entrusted: from when its days count, and in which procedure; without it the general clock holds.</param>
/// <param name="Elsewhere">Whether the same dispute is decided or pending before a commission or court; left out where it was not asked.</param>
/// <param name="Origin">Only the program itself says where a linked case comes from.</param>
public sealed record RegisterCase(
    CaseId Id, OrganizationId OrganizationId, CaseSource Source, ApplicationForm Form, DateTimeOffset ReceivedAt,
    IReadOnlyList<PartyDetails>? Applicants, IReadOnlyList<PartyDetails>? Respondents, string DisputeType, IReadOnlyList<ClaimEntry>? Claims,
    Personal Facts = default, DateOnly? OccurredOn = null, DateOnly? KnewOn = null, int? WorkersInvolved = null,
    FileId? RecordFileId = null, Personal LateEntryReason = default, CaseOrigin? Origin = null,
    OralRecord? Oral = null, Personal DuplicateReason = default, CourtReferral? Court = null, ElsewhereDispute? Elsewhere = null) : ICommand<MediationCase>
{
    /// <summary>No employer of one dispute has more: a slip of the keyboard.</summary>
    private const int MostWorkers = 100_000;

    public IEnumerable<StreamRef> Reads(MediationCase state) => OrganizationId.Value is null ? [] : [StreamRef.To<Organization>(OrganizationId.Value)];

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Exists) return Decision.Nothing;
        if (Origin is not null && !at.Actor.Is(Role.System)) throw new InvalidOperationException("only the program links cases");

        var problems = new Problems();
        var late = at.CheckInstant(problems, this, "receivedAt", ReceivedAt, null, LateEntryReason);
        problems.RequireWord("source", Source);
        problems.RequireWord("form", Form);
        var parties = Parties(problems, at);
        problems.CheckDisputeType("disputeType", at, DisputeType);
        problems.CheckClaims(at, Claims);
        problems.CheckText("facts", Facts, TextRules.Longest.Facts);
        var receivedOn = ChinaTime.DayOf(ReceivedAt);
        if (OccurredOn > receivedOn) problems.Add("occurredOn", "争议发生日期不得晚于收到申请的日期。", "The dispute cannot arise after the application.");
        if (KnewOn > receivedOn) problems.Add("knewOn", "知道权利受侵害的日期不得晚于收到申请的日期。", "The applicant cannot learn of it after the application.");
        problems.CheckCourt("court", Court, Source, receivedOn, at.Today);
        problems.CheckElsewhere("elsewhere", Elsewhere, at.Today);
        problems.CheckOralRecord(at, Oral, RecordFileId is not null);
        problems.CheckText("duplicateReason", DuplicateReason, TextRules.Longest.Reason);
        if (WorkersInvolved is < 1 or > MostWorkers) problems.Add("workersInvolved", $"涉及劳动者人数应为1至{MostWorkers}人。", $"Between 1 and {MostWorkers} workers are involved.");

        var organization = OrganizationId.Value is null ? null : at.Find<Organization>(OrganizationId.Value);
        if (organization is null) problems.Add("organizationId", "没有这个调解组织,请核对。", "There is no such organization; check its id.");
        if (problems.ToRefusal() is { } invalid) return invalid;

        if (!organization!.ReceivesCases) return CaseRefusals.OrganizationNotReceiving;
        if (organization.FiledOn is null || receivedOn < organization.FiledOn) return CaseRefusals.ReceivedBeforeFiling(organization.FiledOn);
        if (!organization.ReceivesCasesOn(receivedOn)) return CaseRefusals.ReceivedWhileNotActive(receivedOn);

        return Decision.Of(
            new CaseRegistered(
                Id, OrganizationId, organization.Type, "", NumberPattern(organization, at), at.Today.Year,
                Source, Form, ReceivedAt, at.Today, parties, DisputeType, Claims!.Numbered(), Facts, OccurredOn, KnewOn,
                WorkersInvolved ?? Math.Max(1, Math.Max(Persons(Applicants), Persons(Respondents))),
                [], null, [], RecordFileId, Origin, Oral, DuplicateReason, organization.Unit, Court, Elsewhere: Elsewhere),
            late);
    }

    /// <summary>The number of the organization and year, all but its running part.</summary>
    internal static string NumberPattern(Organization organization, Context at) =>
        NumberPatterns.Fill(at.Rules.Settings.NumberPatterns.Value.Mediation, organization.Unit, organization.Code.Length == 0 ? "" : $"（{organization.Code}）", at.Today.Year);

    private static int Persons(IReadOnlyList<PartyDetails>? parties) => parties?.Count(p => p.Kind is PartyKind.Person) ?? 0;

    private Party[] Parties(Problems problems, Context at)
    {
        // An oral applicant may not have the papers at hand; where nobody applied, the parties may not be fully known yet.
        var identified = Form is not ApplicationForm.Oral && Source is not CaseSource.OwnInitiative && Origin is null;
        (string Path, PartySide Side, int No, PartyDetails Details)[] entries =
        [
            .. (Applicants ?? []).Select((p, i) => ($"applicants[{i}]", PartySide.Applicant, i + 1, p.Cleaned())),
            .. (Respondents ?? []).Select((p, i) => ($"respondents[{i}]", PartySide.Respondent, i + 1, p.Cleaned())),
        ];
        if (Applicants is not { Count: > 0 }) problems.Add("applicants", "请至少填写一名申请人。", "Give one applicant at least.");
        if (Respondents is not { Count: > 0 }) problems.Add("respondents", "请至少填写一名被申请人。", "Give one respondent at least.");
        foreach (var (path, _, _, details) in entries) problems.CheckParty(path, details, identified, at.Today);
        problems.CheckTwice(entries.Select(e => (e.Path, e.Details)));

        return [.. entries.Select(e => new Party(PartyId.From($"{(e.Side is PartySide.Applicant ? 'a' : 'r')}{e.No}"), e.Side, e.Details) { Consent = ConsentOf(e.Side) })];
    }

    /// <summary>The application is the applicants' consent; nobody applied where the organization acts on its own initiative (O17 §23).</summary>
    private Consent? ConsentOf(PartySide side) =>
        Origin?.ConsentedOn is { } on ? new Consent(true, on)
        : side is PartySide.Applicant && Source is not CaseSource.OwnInitiative ? new Consent(true, ChinaTime.DayOf(ReceivedAt), ByApplication: true)
        : null;
}
