using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Destructions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Tests.Cases;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Destructions;

file static class Files
{
    public static readonly DestructionListId List = new("d1");
    public static readonly CaseArchived Archived = new(Day("2026-06-15"), []);

    public static IReadOnlyList<DomainEvent> UntilArchived => [.. UntilAgreed, Archived];
    public static MediationCase InTheArchive => After(UntilArchived);

    public static readonly Actor Head = new("head", new HashSet<Role> { Role.Head }, Center);
    public static readonly Actor Deputy = new("deputy", new HashSet<Role> { Role.Head }, Center);
    public static readonly Actor Second = new("second", new HashSet<Role> { Role.Head }, Center);
    public static readonly Actor City = new("city", new HashSet<Role> { Role.City }, Unit: "220100");
    public static readonly Actor Province = new("province", new HashSet<Role> { Role.Province }, Unit: "220000");

    public static readonly ProposeDestruction Propose = new(List, Center, [new("case-1")], "期满无保存价值");

    public static readonly DestructionProposed Proposed = new(List, Center, "销毁清册〔2031〕1号", "销毁清册〔2031〕{number}号", 2031,
        [new(new("case-1"), Registered.Number, Outcome.Agreed, Day("2026-06-12"), RetentionClass.Ordinary, 5, Day("2031-06-12"))], "期满无保存价值", "head", Day("2031-06-13"));

    public static DestructionApproved By(Actor actor) => new(new(actor.UserName, actor.Organization is null, Day("2031-06-13"), default));

    public static Story<DestructionList> Given(params IEnumerable<DomainEvent> events) => Story<DestructionList>.Given(events).On("2031-06-13").By(Head)
        .Knowing(Center.Value, Active(Center, "CC-01", "220100")).Knowing("case-1", InTheArchive);
}

/// <summary>Settings after R33 §24 by analogy.</summary>
public class A_retention_period
{
    [Fact]
    public void Of_an_ordinary_case_ends_five_years_after_closing() =>
        Assert.Equal(new RetentionPeriod(RetentionClass.Ordinary, 5, Day("2026-06-12"), Day("2031-06-12")), CaseRetention.Of(Files.InTheArchive, RuleSet.BuiltIn));

    [Fact]
    public void Of_a_collective_dispute_ends_after_ten() =>
        Assert.Equal(Day("2036-06-12"), CaseRetention.Of(Files.InTheArchive with { WorkersInvolved = 10 }, RuleSet.BuiltIn)!.Until);

    [Fact]
    public void Of_an_agreement_by_instalments_ends_after_ten()
    {
        var byInstalments = Drafted with { Terms = [Wages with { DueOn = null, Instalments = [new(1, 6000m, Day("2026-06-30")), new(2, 6000m, Day("2026-07-30"))] }] };
        var state = After([.. UntilHeld, byInstalments, WorkerSigned, EmployerSigned, MediatorSigned, TookEffect, Agreed]);
        Assert.Equal((RetentionClass.Long, 10), (CaseRetention.Of(state, RuleSet.BuiltIn)!.Class, CaseRetention.Of(state, RuleSet.BuiltIn)!.Years));
    }

    [Fact]
    public void Of_an_open_case_has_not_begun() => Assert.Null(CaseRetention.Of(After(UntilEffective), RuleSet.BuiltIn));

    /// <summary>CC 202: where there is no corresponding day, the last of the month.</summary>
    [Fact]
    public void From_the_29th_of_February_ends_on_the_28th() =>
        Assert.Equal(Day("2033-02-28"), CaseRetention.Of(After([.. UntilEffective, Closed(Outcome.Agreed, "2028-02-29")]), RuleSet.BuiltIn)!.Until);
}

public class Proposing_to_destroy_files
{
    [Fact]
    public void Is_open_from_the_day_after_the_period() => Files.Given().When(Files.Propose).Then(Files.Proposed);

    [Fact]
    public void On_the_last_day_of_the_period_is_too_early() => Files.Given().On("2031-06-12").When(Files.Propose).ThenRefused("retention-running").Saying("2031-06-12届满");

    [Fact]
    public void Needs_the_file_to_be_archived() => Files.Given().Knowing("case-1", After(UntilAgreed)).When(Files.Propose).ThenRefused("case-not-archived");

    [Fact]
    public void Spares_what_is_on_hold() => Files.Given().Knowing("case-1", Files.InTheArchive with { Hold = new("诉讼中", Day("2030-01-01"), "head", false) }).When(Files.Propose).ThenRefused("case-on-hold");

    [Fact]
    public void Is_for_the_own_organizations_cases() => Files.Given().Knowing(Neighbor.Value, Active(Neighbor, "JL-02", "220200")).When(Files.Propose with { OrganizationId = Neighbor }).ThenInvalid("cases");

    [Fact]
    public void Needs_cases_and_a_reason() => Files.Given().When(Files.Propose with { Cases = [], Reason = default }).ThenInvalid("cases", "reason");

    [Fact]
    public void Takes_no_more_cases_than_people_can_look_through() =>
        Files.Given().When(Files.Propose with { Cases = [.. Enumerable.Range(0, ProposeDestruction.MostCases + 1).Select(i => new CaseId($"c{i}"))] }).ThenInvalid("cases");

    [Fact]
    public void Does_not_name_a_destroyed_case_again() =>
        Files.Given().Knowing("case-1", Files.InTheArchive with { DestroyedFile = new(new("d0"), "清册", Day("2031-06-13")) }).When(Files.Propose).ThenRefused("case-destroyed");
}

public class Approving_a_destruction_list
{
    [Fact]
    public void Takes_two_people_besides_the_proposer_one_of_them_of_the_office() =>
        Files.Given(Files.Proposed).By(Files.Deputy).When(new ApproveDestruction()).ThenState(d => d.Stage == DestructionStage.Proposed)
            .By(Files.City).When(new ApproveDestruction("同意")).ThenState(d => d.Stage == DestructionStage.Approved && d.Approvals.Count == 2);

    [Fact]
    public void Is_not_for_the_proposer() => Files.Given(Files.Proposed).By(Files.Head).When(new ApproveDestruction()).ThenRefused("destruction-own-proposal");

    [Fact]
    public void Is_not_done_by_one_person_twice() =>
        Files.Given(Files.Proposed).By(Files.City).When(new ApproveDestruction()).When(new ApproveDestruction()).ThenNothing().ThenState(d => d.Stage == DestructionStage.Proposed);

    [Fact]
    public void Is_not_for_the_organization_alone() =>
        Files.Given(Files.Proposed, Files.By(Files.Deputy)).By(Files.Second).When(new ApproveDestruction()).ThenRefused("destruction-office-missing");

    [Fact]
    public void May_be_the_offices_alone() =>
        Files.Given(Files.Proposed, Files.By(Files.City)).By(Files.Province).When(new ApproveDestruction()).ThenState(d => d.Stage == DestructionStage.Approved);

    [Fact]
    public void Ends_with_the_decision() =>
        Files.Given(Files.Proposed, new DestructionRefused("city", "尚有诉讼", Day("2031-06-13"))).By(Files.Province).When(new ApproveDestruction()).ThenRefused("destruction-decided");

    [Fact]
    public void Can_be_refused_with_a_reason_and_frees_its_cases() =>
        Files.Given(Files.Proposed).By(Files.City).When(new RefuseDestruction(default)).ThenInvalid("reason")
            .When(new RefuseDestruction("尚有诉讼")).ThenState(d => d.Stage == DestructionStage.Refused && !d.UniqueValues.Any());

    [Fact]
    public void Cannot_be_refused_once_both_approved() =>
        Files.Given(Files.Proposed, Files.By(Files.City), Files.By(Files.Province)).By(Files.Deputy).When(new RefuseDestruction("反悔")).ThenRefused("destruction-decided");
}

public class Destroying_a_case
{
    private static readonly DestructionList Approved = new[] { (DomainEvent)Files.Proposed, Files.By(Files.City), Files.By(Files.Province) }.Aggregate(DestructionList.Empty, (s, e) => s.Evolve(e));
    private static readonly DestroyCase Destroy = new(Files.List);

    private static Story<MediationCase> Archived => CaseStories.Given(Files.UntilArchived).On("2031-06-13").Knowing(Files.List.Value, Approved);

    [Fact]
    public void Follows_an_approved_list_that_names_it() =>
        Archived.When(Destroy).Then(new CaseDestroyed(Files.List, "销毁清册〔2031〕1号", Day("2031-06-13"))).ThenState(s => s.Destroyed && s.Number == Registered.Number && s.Outcome == Outcome.Agreed);

    [Fact]
    public void Does_not_follow_one_approval() =>
        Archived.Knowing<DestructionList>(Files.List.Value, [Files.Proposed, Files.By(Files.City)]).When(Destroy).ThenRefused("destruction-not-approved");

    [Fact]
    public void Does_not_follow_a_list_that_names_others() =>
        Archived.Knowing(Files.List.Value, Approved with { Items = [] }).When(Destroy).ThenRefused("destruction-not-approved");

    [Fact]
    public void Stops_at_a_hold_placed_meanwhile() =>
        Archived.When(new PlaceHold("法院调卷")).When(Destroy).ThenRefused("case-on-hold").When(new LiftHold("审结")).When(Destroy).ThenHappened(typeof(CaseDestroyed));

    [Fact]
    public void Leaves_nothing_that_may_be_done()
    {
        var state = After([.. Files.UntilArchived, new CaseDestroyed(Files.List, "清册", Day("2031-06-13"))]);
        var at = new Context(At("2031-06-13 10:00"), Actor.System, Calendars.Calendar, RuleSet.BuiltIn);
        Assert.Null(CaseGuide.Next(state, at));
        Assert.All(CaseGuide.Allowed(state, at), a => Assert.Equal((false, CaseRefusals.Destroyed.Chinese), (a.Ok, a.Missing.Single().Chinese)));
    }

    [Fact]
    public void Says_nothing_personal_in_its_event()
    {
        var tray = new PersonalTray();
        tray.With(() => System.Text.Json.JsonSerializer.Serialize(new CaseDestroyed(Files.List, "清册", Day("2031-06-13")), Wire.Json));
        Assert.Empty(tray.Texts);
    }

    [Fact]
    public void Is_told_to_the_list_once_every_case_is_gone_or_spared() =>
        Files.Given(Files.Proposed, Files.By(Files.City), Files.By(Files.Province)).By(Actor.System)
            .When(new CompleteDestruction()).ThenRefused("destruction-unfinished")
            .Knowing("case-1", Files.InTheArchive with { DestroyedFile = new(Files.List, "清册", Day("2031-06-13")) })
            .When(new CompleteDestruction()).Then(new DestructionCarriedOut(1, [], Day("2031-06-13")));
}

public class A_hold
{
    [Fact]
    public void Needs_a_reason() => CaseStories.Given(Files.UntilArchived).On("2026-06-16").When(new PlaceHold(default)).ThenInvalid("reason");

    [Fact]
    public void Of_the_office_is_lifted_by_an_office() =>
        CaseStories.Given(Files.UntilArchived).On("2026-06-16").By(Files.City).When(new PlaceHold("监察调卷"))
            .By(Files.Head).When(new LiftHold("不需要了")).ThenRefused("hold-of-office")
            .By(Files.Province).When(new LiftHold("监察结束")).ThenState(s => s.Hold == null);

    [Fact]
    public void Is_placed_once() => CaseStories.Given(Files.UntilArchived).On("2026-06-16").When(new PlaceHold("诉讼")).When(new PlaceHold("审计")).ThenRefused("hold-placed");
}

file static class Calendars
{
    public static Domain.Calendars.WorkCalendar Calendar => Domain.Calendars.WorkCalendar.BuiltIn;
}
