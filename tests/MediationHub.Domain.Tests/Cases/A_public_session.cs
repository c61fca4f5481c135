using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>O17 §24: mediation is not public unless both sides ask for it.</summary>
public class A_public_session
{
    private static SessionScheduled Fixed(bool alone = false) => new("s1", At("2026-06-12 09:00"), At("2026-06-12 10:00"), "第一调解室", SessionMode.OnSite, alone, alone ? [Worker] : [Worker, Employer]);

    private static OpenSession Open(params PartyId[] who) => new("s1", [.. who.Select(id => new PublicRequest(id, Day("2026-06-11")))]);

    [Fact]
    public void Is_none_unless_somebody_asks() => Given([.. UntilAccepted, Fixed()]).ThenState(s => s.Sessions[0].PublicRequests is null);

    [Fact]
    public void Needs_the_request_of_every_party() => Given([.. UntilAccepted, Fixed()]).On("2026-06-11")
        .When(Open(Worker)).ThenRefused("public-needs-all").Saying("某某公司")
        .When(Open()).ThenRefused("public-needs-all")
        .When(new OpenSession("s1", [new(Worker, Day("2026-06-12")), new(Employer, default)])).ThenInvalid("requests[0].on", "requests[1].on")
        .When(Open(Worker, Employer)).Then(new SessionMadePublic("s1", [new(Worker, Day("2026-06-11")), new(Employer, Day("2026-06-11"))], null))
        .ThenState(s => s.Sessions[0].PublicRequests!.Count == 2);

    /// <summary>The step was offered again and a second request took the place of the first.</summary>
    [Fact]
    public void Is_made_so_once()
    {
        SessionMadePublic open = new("s1", [new(Worker, Day("2026-06-11")), new(Employer, Day("2026-06-11"))], null);
        Given([.. UntilAccepted, Fixed(), open]).On("2026-06-11").When(Open(Worker, Employer)).ThenNothing()
            .When(new OpenSession("s1", [new(Worker, Day("2026-06-10")), new(Employer, Day("2026-06-10"))])).ThenRefused("session-public").Saying("恢复不公开");
        Given([.. UntilAccepted, Fixed(), open, Fixed() with { SessionId = "s2", StartsAt = At("2026-06-13 09:00"), EndsAt = At("2026-06-13 10:00") }]).On("2026-06-11")
            .When(Open(Worker, Employer) with { SessionId = "s2" }).ThenHappened(typeof(SessionMadePublic));
    }

    [Fact]
    public void Is_never_one_with_one_side_alone() => Given([.. UntilAccepted, Fixed(), Fixed(alone: true) with { SessionId = "s2" }]).On("2026-06-11").When(Open(Worker, Employer) with { SessionId = "s2" }).ThenRefused("private-session");

    [Fact]
    public void Ends_once_a_party_takes_its_request_back() => Given([.. UntilAccepted, Fixed(), new SessionMadePublic("s1", [new(Worker, Day("2026-06-11")), new(Employer, Day("2026-06-11"))], Scan)]).On("2026-06-11")
        .When(new CloseSession("s1", Employer)).Then(new SessionMadeConfidential("s1", Employer, default)).ThenState(s => s.Sessions[0].PublicRequests is null && s.Files.Contains(Scan));

    [Fact]
    public void Is_decided_before_it_is_held() => Given(UntilHeld).On("2026-06-12").When(Open(Worker, Employer)).ThenRefused("session-over");

    /// <summary>As the record is written, it stays what it was.</summary>
    [Fact]
    public void Stays_public_in_the_record() => Given([.. UntilAccepted, Fixed(), new SessionMadePublic("s1", [new(Worker, Day("2026-06-11")), new(Employer, Day("2026-06-11"))], null)]).On("2026-06-12 11:00")
        .When(new HoldSession("s1", [new(Worker, true), new(Employer, true)], new([new("李某", "公司欠我两个月工资。")], [], SessionResult.Continues), ReadBack: true, Signatures: [new(Worker), new(Employer)]))
        .ThenState(s => s.Sessions[0] is { TookPlace: true, PublicRequests.Count: 2 });
}
