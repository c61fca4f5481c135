using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

public class Handing_in_evidence
{
    private static readonly FileId Second = new("f2"), Third = new("f3");

    [Fact]
    public void Keeps_purpose_and_who_may_see_it() =>
        Given(UntilAccepted).On("2026-06-10").When(new AddEvidence(Scan, "工资条", Worker, "证明欠薪数额", EvidenceVisibility.SubmittingParty, BusinessSecret: true))
            .Then(new EvidenceAdded(new("e1", Scan, "工资条", Worker, "证明欠薪数额", EvidenceVisibility.SubmittingParty, true, AddedOn: Day("2026-06-10"))));

    [Fact]
    public void Several_at_once_are_one_step() =>
        Given(UntilAccepted).On("2026-06-10").When(new AddEvidence(Scan, "工资条（1）", Worker, Also: [new(Second, "工资条（2）"), new(Third, "工资条（3）")]))
            .ThenHappened(typeof(EvidenceAdded), typeof(EvidenceAdded), typeof(EvidenceAdded)).ThenState(s => s.Evidence.Select(e => e.Id).SequenceEqual(new[] { "e1", "e2", "e3" }));

    [Fact]
    public void For_the_submitting_party_alone_needs_that_party() =>
        Given(UntilAccepted).On("2026-06-10").When(new AddEvidence(Scan, "工资条", null, Visibility: EvidenceVisibility.SubmittingParty)).ThenInvalid("visibility");

    [Fact]
    public void Names_every_file_that_lacks_a_title() =>
        Given(UntilAccepted).On("2026-06-10").When(new AddEvidence(Scan, "工资条", Also: [new(Second, default), new(default, "表")])).ThenInvalid("also[0].title", "also[1].fileId");
}

public class Evidence_added_by_mistake
{
    private static readonly EvidenceAdded Added = new(new("e1", Scan, "工资条", Worker));

    [Fact]
    public void Is_struck_out_with_a_reason_and_stays_in_the_file() =>
        Given([.. UntilAccepted, Added]).On("2026-06-11").When(new WithdrawEvidence("e1", "传错案件"))
            .Then(new EvidenceWithdrawn("e1", new("传错案件", Day("2026-06-11")))).ThenState(s => s.Files.Contains(Scan) && s.Evidence.Count == 1);

    [Fact]
    public void Needs_a_reason() => Given([.. UntilAccepted, Added]).On("2026-06-11").When(new WithdrawEvidence("e1", default)).ThenInvalid("reason");

    [Fact]
    public void Is_not_described_anew() =>
        Given([.. UntilAccepted, Added, new EvidenceAdded(new("e2", new("f2"), "合同", Worker)), new EvidenceWithdrawn("e1", new("传错", Day("2026-06-11")))]).On("2026-06-11").When(new ChangeEvidence("e1", "考勤表")).ThenRefused("evidence-withdrawn");

    [Fact]
    public void Can_be_described_anew_instead() =>
        Given([.. UntilAccepted, Added]).On("2026-06-11").When(new ChangeEvidence("e1", "考勤表", Worker, "证明加班")).ThenState(s => s.Evidence[0].Title == "考勤表" && s.Evidence[0].FileId == Scan);

    [Fact]
    public void Is_left_alone_once_the_file_is_in_the_archive() =>
        Given([.. UntilAgreed, Added, new CaseArchived(Day("2026-06-15"), [])]).On("2026-06-16").When(new WithdrawEvidence("e1", "传错")).ThenRefused("file-closed");
}

public class Who_may_read_evidence
{
    private static readonly MediationCase Case = After(UntilAccepted);
    private static readonly Actor Lead = new("wang", new HashSet<Role> { Role.Mediator }, Center, Wang);
    private static readonly Actor Head = new("head", new HashSet<Role> { Role.Head }, Center);
    private static readonly Actor City = new("city", new HashSet<Role> { Role.City }, Unit: "220100");

    [Theory]
    [InlineData(EvidenceVisibility.AllParties, false, true, true, true)]
    [InlineData(EvidenceVisibility.AllParties, true, true, true, false)]
    [InlineData(EvidenceVisibility.MediatorOnly, false, true, false, false)]
    [InlineData(EvidenceVisibility.SubmittingParty, false, true, true, true)]
    public void Is_told_by_visibility_and_secrecy(EvidenceVisibility visibility, bool secret, bool lead, bool head, bool city)
    {
        var evidence = new Evidence("e1", Scan, "工资条", Worker, default, visibility, secret);
        Assert.Equal((lead, head, city), (evidence.MayBeReadBy(Lead, Case), evidence.MayBeReadBy(Head, Case), evidence.MayBeReadBy(City, Case)));
    }

    [Fact]
    public void What_was_for_the_mediator_alone_is_not_handed_on_with_the_case()
    {
        var state = After([.. UntilAccepted, new EvidenceAdded(new("e1", Scan, "工资条", Worker)), new EvidenceAdded(new("e2", new("f2"), "底线", Worker, default, EvidenceVisibility.MediatorOnly)), new TransferProposed(Neighbor, "在外地")]);
        var at = new Context(At("2026-06-11 10:00"), Actor.System, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn)
        {
            Others = new Dictionary<StreamRef, object> { [StreamRef.To<Domain.Organizations.Organization>(Neighbor.Value)] = Active(Neighbor, "JL-02", "220200") },
        };
        var opened = (CaseRegistered)Assert.Single(Assert.Single(new AcceptTransfer(new("case-2")).Decide(state, at).Openings).Events);
        Assert.Equal(["工资条"], opened.Evidence.Select(e => e.Title.Value));
    }
}

/// <summary>R33 §22 by analogy: 正卷 and 副卷.</summary>
public class The_file_of_a_case
{
    private static PaperMade Paper(string id, PaperKind kind) => new(new(id, kind, "t", "m", "r", "mediator", At("2026-06-12 09:00"), new($"page-{id}")), "{}");

    [Fact]
    public void Stands_in_the_order_of_a_mediation_file_whatever_was_made_first()
    {
        var file = CaseDossier.Of(After([
            .. UntilAgreed, Paper("p1", PaperKind.MediationAgreement), Paper("p2", PaperKind.SessionRecord), Paper("p3", PaperKind.AcceptanceNotice), Paper("p4", PaperKind.Application),
            new EvidenceAdded(new("e1", Scan, "工资条", Worker)), Paper("p5", PaperKind.FollowUpRecord)]));
        Assert.Equal([DossierPlace.Application, DossierPlace.Acceptance, DossierPlace.Evidence, DossierPlace.Record, DossierPlace.Agreement, DossierPlace.FollowUp], file.Select(m => m.Place));
        Assert.Equal(Enumerable.Range(1, 6), file.Select(m => m.No));
    }

    [Fact]
    public void Holds_of_a_paper_made_again_the_last_and_before_it_the_signed_scan()
    {
        DomainEvent[] events = [.. UntilAgreed, Paper("p1", PaperKind.AcceptanceNotice), Paper("p2", PaperKind.AcceptanceNotice)];
        Assert.Equal("p2", Assert.Single(CaseDossier.Of(After(events))).PaperId);
        Assert.Equal(Scan, Assert.Single(CaseDossier.Of(After([.. events, new ScanAdded(new(PaperKind.AcceptanceNotice, Scan))]))).FileId);
    }

    [Fact]
    public void Keeps_what_not_everybody_may_see_and_what_was_struck_out_in_the_second_volume()
    {
        var file = CaseDossier.Of(After([
            .. UntilAccepted, new EvidenceAdded(new("e1", new("f1"), "工资条", Worker)), new EvidenceAdded(new("e2", new("f2"), "底线", Worker, default, EvidenceVisibility.MediatorOnly)),
            new EvidenceAdded(new("e3", new("f3"), "传错", Worker)), new EvidenceWithdrawn("e3", new("传错", Day("2026-06-11")))]));
        Assert.Equal([(DossierVolume.Main, 1, "f1"), (DossierVolume.Sub, 1, "f2"), (DossierVolume.Sub, 2, "f3")], file.Select(m => (m.Volume, m.No, m.FileId.Value)));
    }

    [Fact]
    public void Takes_a_scan_before_the_archive_for_the_paper_it_is() =>
        Given([.. UntilAgreed, Paper("p1", PaperKind.Application), Paper("p2", PaperKind.AcceptanceNotice), Paper("p3", PaperKind.SessionRecord)]).On("2026-06-15")
            .When(new ArchiveCase()).ThenRefused("archive-incomplete").Saying("调解协议书")
            .When(new AddScan(PaperKind.MediationAgreement, Scan)).When(new ArchiveCase()).ThenState(s => s.Stage == CaseStage.Archived && s.Scans.Count == 1);

    [Fact]
    public void Is_checked_item_by_item()
    {
        var list = ArchiveChecklist.Of(After([.. UntilAgreed, Paper("p1", PaperKind.Application)]));
        Assert.Equal([(PaperKind.Application, true), (PaperKind.AcceptanceNotice, false), (PaperKind.SessionRecord, false), (PaperKind.MediationAgreement, false)], list.Select(i => (i.Kind, i.There)));
    }
}
