using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>CPL 87–95: attempts stand beside what came of them.</summary>
public class Serving_a_paper
{
    private static readonly RecordPaper Made = new("p1", PaperKind.AcceptanceNotice, "t", "m", "r", "{}", new("page-1"));
    private static readonly RecordService Serve = new("p1", Employer, ServiceMethod.Post, ServiceResult.NotReached, Day("2026-06-12"), [Scan]);

    private static Story<MediationCase> WithPaper => Given(UntilAccepted).On("2026-06-11").When(Made).On("2026-06-15");

    [Fact]
    public void Keeps_every_attempt() =>
        Given(UntilAccepted).On("2026-06-11").When(Made).ThenState(s => s.Papers[0].By == "system")
            .On("2026-06-15").When(Serve).When(Serve with { Result = ServiceResult.Received, On = Day("2026-06-15") }).ThenState(s => s.Service.Count == 2 && s.Files.Contains(Scan));

    [Fact]
    public void Needs_a_paper_that_was_made() => Given(UntilAccepted).On("2026-06-12").When(Serve).ThenRefused("paper-unknown");

    [Fact]
    public void By_public_notice_says_why() =>
        Given(UntilAccepted).On("2026-06-11").When(Made).On("2026-06-12").When(Serve with { Method = ServiceMethod.PublicNotice }).ThenInvalid("note").When(Serve with { PartyId = new("x"), On = Day("2026-06-10") }).ThenInvalid("partyId", "on");

    [Fact]
    public void By_public_notice_waits_until_another_way_failed()
    {
        var notice = Serve with { Method = ServiceMethod.PublicNotice, On = Day("2026-06-15"), Note = "原址无人，电话停机" };
        WithPaper.When(notice).ThenRefused("service-others-first").When(Serve with { PartyId = Worker }).When(notice).ThenRefused("service-others-first")
            .When(Serve).When(notice).ThenHappened(typeof(ServiceRecorded));
    }

    [Fact]
    public void By_leaving_it_needs_a_photo() =>
        WithPaper.When(Serve with { Method = ServiceMethod.LeftWithWitness, Result = ServiceResult.Refused, Proof = [] }).ThenInvalid("proof")
            .When(Serve with { Method = ServiceMethod.LeftWithWitness, Result = ServiceResult.Refused }).ThenHappened(typeof(ServiceRecorded));

    [Fact]
    public void By_posting_it_needs_a_refusal_before()
    {
        var posting = Serve with { Method = ServiceMethod.Posting, On = Day("2026-06-15") };
        WithPaper.When(posting).ThenRefused("service-ground-missing")
            .When(Serve with { Method = ServiceMethod.Direct, Result = ServiceResult.Refused }).When(posting).ThenHappened(typeof(ServiceRecorded));
    }

    [Fact]
    public void By_posting_it_at_a_closed_employer_is_for_ten_workers_and_more()
    {
        var posting = Serve with { Method = ServiceMethod.Posting, On = Day("2026-06-15") };
        Given([Registered with { WorkersInvolved = 10 }, Consented, Accepted]).On("2026-06-11").When(Made).On("2026-06-15").When(posting).ThenHappened(typeof(ServiceRecorded));
        Given([Registered with { WorkersInvolved = 9 }, Consented, Accepted]).On("2026-06-11").When(Made).On("2026-06-15").When(posting).ThenRefused("service-ground-missing");
        Given([Registered with { WorkersInvolved = 10 }, Consented, Accepted]).On("2026-06-11").When(Made).On("2026-06-15").When(posting with { PartyId = Worker }).ThenRefused("service-ground-missing");
    }

    [Fact]
    public void Goes_on_in_the_archived_case() =>
        Given([.. UntilAgreed, new PaperMade(new("p1", PaperKind.MediationAgreement, "t", "m", "r", "mediator", At("2026-06-12 09:00"), new("page-1")), "{}"), new CaseArchived(Day("2026-06-12"), [])]).On("2026-06-15").When(Serve).ThenHappened(typeof(ServiceRecorded));

    [Fact]
    public void On_the_spot_is_one_attempt_for_each_party() =>
        WithPaper.When(new ServeOnTheSpot("p1", Day("2026-06-15"), Proof: [Scan]))
            .Then(new ServiceRecorded(new("p1", Worker, ServiceMethod.Direct, ServiceResult.Signed, Day("2026-06-15"), [Scan], default)), new ServiceRecorded(new("p1", Employer, ServiceMethod.Direct, ServiceResult.Signed, Day("2026-06-15"), [Scan], default)));

    [Fact]
    public void On_the_spot_adds_only_those_who_are_new() =>
        WithPaper.When(new ServeOnTheSpot("p1", Day("2026-06-15"), [Worker])).ThenHappened(typeof(ServiceRecorded))
            .When(new ServeOnTheSpot("p1", Day("2026-06-15"))).ThenHappened(typeof(ServiceRecorded)).ThenState(s => s.Service.Count == 2 && s.Service[1].PartyId == Employer);

    [Fact]
    public void On_the_spot_names_what_is_wrong() =>
        WithPaper.When(new ServeOnTheSpot("p1", Day("2026-06-16"), [Worker, new("x")])).ThenInvalid("on", "parties[1]").When(new ServeOnTheSpot("p9", Day("2026-06-15"))).ThenRefused("paper-unknown");
}

/// <summary>CPL 87–90: where a party confirmed that papers reach it.</summary>
public class Confirming_an_address
{
    private static readonly ConfirmAddress Confirm = new(Employer, "长春市朝阳区某街2号", Day("2026-06-12"), Scan, "周某", "0431-88690000", ElectronicChannel.Email, "hr@example.com");

    [Fact]
    public void Keeps_what_was_signed_and_its_file() =>
        Given(UntilAccepted).On("2026-06-12").When(Confirm)
            .Then(new AddressConfirmed(Employer, new("长春市朝阳区某街2号", "周某", "0431-88690000", ElectronicChannel.Email, "hr@example.com", Day("2026-06-12"), Scan)))
            .ThenState(s => s.Party(Employer)!.ServiceAddress == "长春市朝阳区某街2号" && s.Files.Contains(Scan));

    [Fact]
    public void Needs_the_signed_paper_an_address_and_a_fitting_number() =>
        Given(UntilAccepted).On("2026-06-12").When(Confirm with { Address = default, FileId = default, Phone = "12", Account = "nobody" }).ThenInvalid("account", "address", "fileId", "phone")
            .When(Confirm with { Channel = ElectronicChannel.Sms, Account = "0431-88690000" }).ThenInvalid("account")
            .When(Confirm with { Channel = null }).ThenInvalid("channel")
            .When(Confirm with { PartyId = new("x"), On = Day("2026-06-13") }).ThenInvalid("on", "partyId");

    [Fact]
    public void A_later_one_takes_the_place_of_the_first() =>
        Given(UntilAccepted).On("2026-06-12").When(Confirm).On("2026-06-15").When(Confirm with { Address = "长春市南关区新址", Channel = null, Account = default, On = Day("2026-06-15") })
            .ThenState(s => s.Party(Employer)!.AddressConfirmation is { Channel: null } c && c.Address == "长春市南关区新址");

    [Fact]
    public void Ends_with_a_transfer() => Given([.. UntilAccepted, new CaseTransferred(Neighbor, new("case-2"), Day("2026-06-11"))]).On("2026-06-12").When(Confirm).ThenRefused("case-ended");
}

/// <summary>The day that counts as the day of service, and the way that is open next.</summary>
public class The_standing_of_a_service
{
    private static readonly PaperMade Made = new(new("p1", PaperKind.AcceptanceNotice, "t", "m", "r", "mediator", At("2026-06-11 09:00"), new("page-1")), "{}");
    private static readonly AddressConfirmed Confirmed = new(Employer, new("长春市朝阳区某街2号", default, default, ElectronicChannel.Email, "hr@example.com", Day("2026-06-11"), Scan));

    private static ServiceRecorded Try(ServiceMethod method, ServiceResult result, string on = "2026-06-12", bool proof = true) => new(new("p1", Employer, method, result, Day(on), proof ? [Scan] : [], default));

    private static ServiceStanding Standing(params DomainEvent[] attempts) => ServiceStanding.Of(After([.. UntilAccepted, Made, .. attempts]), "p1", Employer, WorkCalendar.BuiltIn, RuleSet.BuiltIn);

    [Theory]
    [InlineData(ServiceMethod.Direct, ServiceResult.Signed, "2026-06-12")]
    [InlineData(ServiceMethod.Direct, ServiceResult.Received, "2026-06-12")]
    [InlineData(ServiceMethod.Entrusted, ServiceResult.Signed, "2026-06-12")]
    [InlineData(ServiceMethod.Post, ServiceResult.Received, "2026-06-12")]                 // the day on the return slip
    [InlineData(ServiceMethod.LeftWithWitness, ServiceResult.Refused, "2026-06-17")]       // Friday, then three working days
    [InlineData(ServiceMethod.Posting, ServiceResult.NotReached, "2026-06-17")]
    [InlineData(ServiceMethod.PublicNotice, ServiceResult.NotReached, "2026-07-13")]       // thirty days, the last a Sunday
    [InlineData(ServiceMethod.Electronic, ServiceResult.Signed, "2026-06-12")]
    [InlineData(ServiceMethod.Electronic, ServiceResult.Received, null)]                   // without consent to a channel
    [InlineData(ServiceMethod.Direct, ServiceResult.Refused, null)]
    [InlineData(ServiceMethod.Direct, ServiceResult.NotReached, null)]
    [InlineData(ServiceMethod.Post, ServiceResult.Returned, null)]
    [InlineData(ServiceMethod.Entrusted, ServiceResult.NotReached, null)]
    public void Counts_from_the_day_that_the_article_names(ServiceMethod method, ServiceResult result, string? day)
    {
        var standing = Standing(Try(method, result));
        Assert.Equal(day is null ? null : Day(day), standing.ServedOn);
        Assert.Equal(day is null, standing.Attempts[0].Basis is null);
        Assert.Equal(day is null, standing.Advice is not null);
    }

    [Theory]
    [InlineData(ServiceMethod.Electronic, ServiceResult.Received, "2026-06-12")]
    [InlineData(ServiceMethod.Post, ServiceResult.Returned, "2026-06-12")]
    [InlineData(ServiceMethod.Post, ServiceResult.Refused, "2026-06-12")]
    [InlineData(ServiceMethod.Direct, ServiceResult.NotReached, "2026-06-12")]
    [InlineData(ServiceMethod.Electronic, ServiceResult.NotReached, null)]
    [InlineData(ServiceMethod.Entrusted, ServiceResult.NotReached, null)]
    public void A_confirmed_address_binds_the_party(ServiceMethod method, ServiceResult result, string? day) =>
        Assert.Equal(day is null ? null : Day(day), Standing(Confirmed, Try(method, result)).ServedOn);

    [Fact]
    public void A_confirmed_address_binds_only_from_its_day_and_with_a_proof()
    {
        Assert.Null(Standing(Confirmed with { Confirmation = Confirmed.Confirmation with { On = Day("2026-06-15") } }, Try(ServiceMethod.Post, ServiceResult.Returned)).ServedOn);
        Assert.Null(Standing(Confirmed, Try(ServiceMethod.Post, ServiceResult.Returned, proof: false)).ServedOn);
    }

    [Fact]
    public void Is_the_earliest_day_that_counts_whatever_follows()
    {
        var standing = Standing(Try(ServiceMethod.Direct, ServiceResult.Refused), Try(ServiceMethod.Posting, ServiceResult.Refused), Try(ServiceMethod.Direct, ServiceResult.Signed, "2026-06-16"));
        Assert.Equal(Day("2026-06-16"), standing.ServedOn);
        Assert.Equal([null, Day("2026-06-17"), Day("2026-06-16")], standing.Attempts.Select(a => a.CountsOn));
        Assert.Empty(standing.Ways);
    }

    [Fact]
    public void Is_served_only_when_the_day_has_come()
    {
        var standing = Standing(Try(ServiceMethod.Posting, ServiceResult.Refused));
        Assert.False(standing.IsServed(Day("2026-06-16")));
        Assert.True(standing.IsServed(Day("2026-06-17")));
    }

    [Fact]
    public void Of_a_posting_into_days_that_are_not_arranged_is_provisional() =>
        Assert.False(Standing(Try(ServiceMethod.Posting, ServiceResult.Refused, "2027-06-11")).IsServed(Day("2027-12-31")));

    [Fact]
    public void Begins_by_hand_and_then_by_the_post() =>
        Assert.Equal([[ServiceMethod.Direct, ServiceMethod.Post], [ServiceMethod.Post, ServiceMethod.Entrusted]], new[] { Standing(), Standing(Try(ServiceMethod.Direct, ServiceResult.NotReached)) }.Select(s => s.Ways));

    [Fact]
    public void Offers_the_electronic_way_only_to_who_agreed() =>
        Assert.Equal([ServiceMethod.Direct, ServiceMethod.Electronic, ServiceMethod.Post], Standing(Confirmed).Ways);

    [Fact]
    public void After_a_refusal_goes_on_by_leaving_or_posting_and_never_by_public_notice()
    {
        var standing = Standing(Try(ServiceMethod.Direct, ServiceResult.Refused), Try(ServiceMethod.Post, ServiceResult.Returned));
        Assert.Equal([ServiceMethod.LeftWithWitness, ServiceMethod.Posting], standing.Ways.Take(2));
        Assert.DoesNotContain(ServiceMethod.PublicNotice, standing.Ways);
        Assert.Contains("3个工作日", standing.Advice!.Chinese);
    }

    [Fact]
    public void Comes_to_the_public_notice_when_hand_and_post_both_failed() =>
        Assert.Equal([ServiceMethod.Entrusted, ServiceMethod.PublicNotice], Standing(Try(ServiceMethod.Direct, ServiceResult.NotReached), Try(ServiceMethod.Post, ServiceResult.Returned)).Ways);

    [Fact]
    public void Of_a_party_that_left_the_case_has_no_way_on()
    {
        var standing = ServiceStanding.Of(After([.. UntilAccepted, Made, new PartyRemoved(Employer, "误列")]), "p1", Employer, WorkCalendar.BuiltIn, RuleSet.BuiltIn);
        Assert.Empty(standing.Ways);
        Assert.Null(standing.Advice);
    }
}
