using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>回访: what the parties say, which the score sheet counts as 回访满意度. The case was closed on 12 June 2026; setting satisfactionDays: 90 and 15.</summary>
public class Satisfaction_after_closing
{
    private static readonly SatisfactionScores Good = new(5, 4, 4, 5, 5);

    private static AnswerSatisfaction Answer(PartyId party, int overall = 5, Personal comment = default) => new(party, 5, 4, 4, 5, overall, comment);

    [Fact]
    public void Is_said_once_by_each_party() =>
        Given(UntilAgreed).On("2026-06-15").When(Answer(Worker, comment: "谢谢")).Then(new SatisfactionAnswered(Worker, Good, "谢谢", Day("2026-06-15")))
            .When(Answer(Employer)).ThenState(s => s.Satisfaction.Select(a => a.PartyId).SequenceEqual([Worker, Employer]));

    [Fact]
    public void May_be_changed_for_fifteen_days_and_counts_from_the_first() =>
        Given([.. UntilAgreed, new SatisfactionAnswered(Worker, Good, default, Day("2026-06-15"))])
            .On("2026-06-30").When(Answer(Worker, 2, "款未付")).ThenState(s => s.Satisfaction is [{ Scores.Overall: 2, FirstOn: var first, On: var on }] && first == Day("2026-06-15") && on == Day("2026-06-30"))
            .On("2026-07-01").When(Answer(Worker, 3)).ThenRefused("satisfaction-given");

    [Fact]
    public void Is_taken_until_the_ninetieth_day_after_closing() =>
        Given(UntilAgreed).On("2026-09-10").When(Answer(Worker, 3)).Then(new SatisfactionAnswered(Worker, Good with { Overall = 3 }, default, Day("2026-09-10")))
            .On("2026-09-11").When(Answer(Employer)).ThenRefused("satisfaction-over");

    [Fact]
    public void Waits_for_the_end_of_the_case() => Given(UntilEffective).On("2026-06-15").When(Answer(Worker)).ThenRefused("satisfaction-not-open");

    [Fact]
    public void Rests_while_the_case_is_open_again() =>
        Given([.. UntilAgreed, new ReopeningRequested(new(ReopenGround.ClericalError, "笔误", "head")), new CaseReopened(ReopenGround.ClericalError, Day("2026-06-15"))])
            .On("2026-06-16").When(Answer(Worker)).ThenRefused("satisfaction-not-open");

    [Fact]
    public void Is_not_asked_of_whoever_is_no_party() => Given(UntilAgreed).On("2026-06-15").When(Answer(new("r9"))).ThenRefused("satisfaction-not-open");

    [Fact]
    public void Names_every_question_that_is_left_out() => Given(UntilAgreed).On("2026-06-15").When(new AnswerSatisfaction(Worker, 0, null, 6, 3, null)).ThenInvalid("attitude", "fairness", "speed", "overall");

    [Fact]
    public void Ends_with_the_file() =>
        Assert.Equal("case-destroyed", Satisfaction.Closed(After(UntilAgreed) with { DestroyedFile = new(new("d1"), "1号", Day("2031-07-01")) }, Worker, At("2031-07-01", Actor.System))!.Code);

    [Fact]
    public void Is_given_by_the_link_of_that_party_alone()
    {
        var c = After(UntilAgreed);
        var worker = Actor.ByLink(c.Id, Worker);
        Assert.Equal(Access.Access.Allowed, Policy.Of(worker, Answer(Worker), c, null));
        Assert.Equal(Access.Access.Forbidden, Policy.Of(worker, Answer(Employer), c, null));
        Assert.Equal(Access.Access.Hidden, Policy.Of(Actor.ByLink(new("case-2"), Worker), Answer(Worker), c, null));
        Assert.Equal(Access.Access.Forbidden, Policy.Of(worker, new FollowUpCase(Day("2026-06-15"), "情况"), c, null));
        Assert.Equal(Access.Access.Forbidden, Policy.Of(Head(Center), Answer(Worker), c, null));
    }

    [Fact]
    public void Counts_each_party_once_its_own_form_before_a_telephone_call()
    {
        CaseFollowedUp Call(string on, int points, PartyId? party) => new(new(Day(on), points, "已问", default, PartyId: party));
        var called = After([.. UntilAgreed, Call("2026-06-15", 2, Worker), Call("2026-06-16", 3, Worker), Call("2026-06-17", 4, Employer)]);
        Assert.Equal([(Worker, 3), (Employer, 4)], Satisfaction.Counted(called).Select(a => (a.PartyId!.Value, a.Overall)));
        Assert.All(Satisfaction.Counted(called), a => Assert.Equal(SatisfactionChannel.Phone, a.Channel));

        var answered = called.Evolve(new SatisfactionAnswered(Worker, Good, "谢谢", Day("2026-06-18")));
        Assert.Equal([(SatisfactionChannel.Form, 5, true), (SatisfactionChannel.Phone, 4, false)], Satisfaction.Counted(answered).Select(a => (a.Channel, a.Overall, a.Commented)));
    }

    [Fact]
    public void Counts_the_last_call_that_named_nobody_only_where_nothing_else_was_said()
    {
        var unnamed = After([.. UntilAgreed, new CaseFollowedUp(new(Day("2026-06-15"), 2, "已问", default)), new CaseFollowedUp(new(Day("2026-06-16"), 4, "已问", default))]);
        Assert.Equal([4], Satisfaction.Counted(unnamed).Select(a => a.Overall));
        Assert.Equal([SatisfactionChannel.Form], Satisfaction.Counted(unnamed.Evolve(new SatisfactionAnswered(Worker, Good, default, Day("2026-06-18")))).Select(a => a.Channel));
    }

    [Fact]
    public void Is_asked_by_telephone_of_a_party_of_the_case() => Given(UntilAgreed).On("2026-06-15").When(new FollowUpCase(Day("2026-06-15"), "已问", 4, PartyId: new("r9"))).ThenInvalid("partyId");

    private static Context At(string day, Actor actor) => new(ChinaTime.At(DateOnly.Parse(day), new(10, 0)), actor, Domain.Calendars.WorkCalendar.BuiltIn, RuleSet.BuiltIn);
}
