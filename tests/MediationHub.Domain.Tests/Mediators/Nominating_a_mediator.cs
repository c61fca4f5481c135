using MediationHub.Domain.Mediators;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Mediators.AMediator;

namespace MediationHub.Domain.Tests.Mediators;

public class Nominating_a_mediator
{
    private static Story<Mediator> Nobody => Story<Mediator>.Given().On("2026-03-02");

    [Fact]
    public void enters_an_adult_into_the_roster() => Nobody
        .When(new NominateMediator(Id, Complete, QualitiesConfirmed: true))
        .Then(Nominated)
        .ThenState(s => s.StatusOn(Day(2)) == MediatorStatus.Nominated && s.Name == "李某某");

    [Fact]
    public void names_every_field_that_is_missing() => Nobody
        .When(new NominateMediator(Id, new(), QualitiesConfirmed: false))
        .ThenInvalid("name", "sex", "bornOn", "idType", "idNumber", "phone", "employer", "fullTime", "qualitiesConfirmed");

    [Theory]
    [InlineData("2008-03-02", true)]
    [InlineData("2008-03-03", false)]
    [InlineData("9999-12-31", false)]
    public void asks_for_eighteen_years_on_the_day(string born, bool adult)
    {
        var profile = Complete with { BornOn = DateOnly.Parse(born), IdType = IdType.Passport, IdNumber = "E12345678" };
        var story = Nobody.When(new NominateMediator(Id, profile, true));
        if (adult) story.ThenHappened(typeof(MediatorNominated));
        else story.ThenInvalid("bornOn").Saying("年满十八周岁");
    }

    [Fact]
    public void checks_the_identity_number() => Nobody
        .When(new NominateMediator(Id, Complete with { IdNumber = "220102199003070040" }, true))
        .ThenInvalid("idNumber");

    [Fact]
    public void holds_birth_date_and_sex_against_the_identity_number() => Nobody
        .When(new NominateMediator(Id, Complete with { BornOn = new(1990, 3, 8), Sex = Sex.Male }, true))
        .ThenInvalid("bornOn", "sex");

    [Fact]
    public void keeps_each_qualification_once() => Nobody
        .When(new NominateMediator(Id, Complete with { Qualifications = [Qualification.SocialWorker, Qualification.Lawyer, Qualification.SocialWorker] }, true))
        .Then(Nominated);
}

public class Changing_a_mediator
{
    [Fact]
    public void keeps_what_is_not_named_and_says_why() => Story<Mediator>.Given(Nominated).On("2026-03-10")
        .When(new ChangeMediatorProfile(new() { Phone = "13900000000", FullTime = false }, "转为兼职"))
        .Then(new MediatorProfileChanged(Complete with { Phone = "13900000000", FullTime = false }, "转为兼职"));

    [Fact]
    public void needs_a_reason_and_a_lawful_result() => Story<Mediator>.Given(Nominated).On("2026-03-10")
        .When(new ChangeMediatorProfile(new() { Sex = Sex.Male }, ""))
        .ThenInvalid("sex", "reason");

    [Fact]
    public void to_what_is_known_already_does_nothing() => Story<Mediator>.Given(Nominated).On("2026-03-10")
        .When(new ChangeMediatorProfile(Complete with { Qualifications = [Qualification.SocialWorker, Qualification.Lawyer] }, ""))
        .ThenNothing();
}
