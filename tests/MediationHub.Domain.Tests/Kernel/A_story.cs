using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Organizations;
using Xunit.Sdk;

namespace MediationHub.Domain.Tests.Kernel;

/// <summary>The harness itself: a check that cannot fail is none.</summary>
public class A_story
{
    private static Story<Organization> Begun => Story<Organization>.Given(AnOrganization.Drafted);

    [Fact]
    public void fails_where_a_command_sent_twice_happens_twice() =>
        Assert.Throws<TrueException>(() => Begun.When(new Saying(new OrganizationListed(AnOrganization.Day(2)))));

    [Fact]
    public void lets_happen_again_what_may() =>
        Begun.Repeatable().When(new Saying(new OrganizationListed(AnOrganization.Day(2)))).ThenState(s => s.Listed);

    [Fact]
    public void fails_where_personal_text_stands_in_clear_beside_its_place() =>
        Assert.Throws<AllException>(() => Begun.Repeatable().When(new Saying(new EnteredLate("因赵某某请假", AnOrganization.Day(2), 4, "赵某某请假"))));

    [Fact]
    public void fails_where_a_refusal_does_not_end_its_sentence() =>
        Assert.Throws<MatchesException>(() => Begun.When(new Saying(new Refusal("not-now", "现在不行", "Not now."))));

    [Fact]
    public void fails_where_a_record_is_used_that_the_command_did_not_name() =>
        Assert.Throws<InvalidOperationException>(() => Begun.When(new Peeking()));

    private sealed record Saying(Decision Answer) : ICommand<Organization>
    {
        public Decision Decide(Organization state, Context at) => Answer;
    }

    private sealed record Peeking : ICommand<Organization>
    {
        public Decision Decide(Organization state, Context at) => at.Find<Organization>("o2") is null ? Decision.Nothing : Decision.Of();
    }
}
