using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Features.Calendar;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Intake;

namespace MediationHub.Web.Tests.Calendar;

public class The_calendar_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    /// <summary>Each test works on a day of its own, so that none stands in another's way.</summary>
    private static int _days = 20;

    private static DateOnly FreeDay() => TestTime.Today.AddDays(Interlocked.Increment(ref _days));

    private static object Session(DateOnly day, string from = "09:00", string to = "10:30", string place = "第一调解室", string? holdId = null) =>
        new { startsAt = $"{day:yyyy-MM-dd}T{from}:00+08:00", endsAt = $"{day:yyyy-MM-dd}T{to}:00+08:00", place, mode = "onSite", holdId };

    private static async Task<JsonObject> Accepted(HttpClient client, string mediator = RunningHub.Mediator)
    {
        var (_, c, _) = await client.Post("/api/v1/cases", Calls.NewCase());
        c = await client.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        return await client.Do(c, "accept", new { mediatorId = mediator, on = Calls.Today });
    }

    private static async Task<(HttpStatusCode Status, JsonObject Body)> Schedule(HttpClient client, JsonObject c, object session)
    {
        var (status, body, _) = await client.Post($"/api/v1/cases/{c["id"]}/schedule-session", session, c["version"]!.GetValue<int>());
        return (status, body);
    }

    [Fact]
    public async Task Refuses_a_second_session_of_the_same_mediator_or_room_and_says_with_which()
    {
        using var head = await hub.Client("head");
        var day = FreeDay();
        var (one, two, three) = (await Accepted(head), await Accepted(head), await Accepted(head, RunningHub.SecondMediator));
        await head.Do(one, "schedule-session", Session(day));
        var (status, refused) = await Schedule(head, two, Session(day, "10:00", "11:00", "第二调解室"));
        Assert.Equal((HttpStatusCode.Conflict, "mediator-busy"), (status, refused["code"]!.GetValue<string>()));
        Assert.Contains($"{day:yyyy-MM-dd} 09:00–10:30 案件 {one["number"]} 的调解会议", refused["detail"]!.GetValue<string>());
        Assert.Contains("王调解", refused["detail"]!.GetValue<string>());
        (status, refused) = await Schedule(head, three, Session(day));
        Assert.Equal((HttpStatusCode.Conflict, "room-busy"), (status, refused["code"]!.GetValue<string>()));
        await head.Do(two, "schedule-session", Session(day, "10:30", "11:30"));   // one begins as the other ends
    }

    [Fact]
    public async Task Keeps_a_slot_that_a_session_then_takes()
    {
        using var mediator = await hub.Client("mediator");
        using var colleague = await hub.Client("mediator2");
        using var head = await hub.Client("head");
        var day = FreeDay();
        var slot = new { startsAt = $"{day:yyyy-MM-dd}T09:00:00+08:00", endsAt = $"{day:yyyy-MM-dd}T10:30:00+08:00", mediatorId = RunningHub.Mediator };
        var (forbidden, no, _) = await colleague.Post("/api/v1/session-holds", slot);
        Assert.Equal(HttpStatusCode.BadRequest, forbidden);
        Assert.Contains("只能预留本人的时间", no["errors"]!["mediatorId"]![0]!.GetValue<string>());
        var (made, kept, _) = await mediator.Post("/api/v1/session-holds", slot);
        Assert.Equal(HttpStatusCode.Created, made);
        var id = kept["id"]!.GetValue<string>();
        var (again, busy, _) = await mediator.Post("/api/v1/session-holds", slot);
        Assert.Equal((HttpStatusCode.Conflict, "mediator-busy"), (again, busy["code"]!.GetValue<string>()));

        var listed = (await colleague.Get($"/api/v1/sessions?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}"))["items"]!.AsArray();
        Assert.Equal(("mediator", false), (listed.Single()!["heldBy"]!.GetValue<string>(), listed.Single()!["releasable"]!.GetValue<bool>()));
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.DeleteAsync($"/api/v1/session-holds/{id}")).StatusCode);

        var c = await Accepted(head);
        Assert.Equal("mediator-busy", (await Schedule(mediator, c, Session(day))).Body["code"]!.GetValue<string>());
        await mediator.Do(c, "schedule-session", Session(day, holdId: id));
        var only = (await mediator.Get($"/api/v1/sessions?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}"))["items"]!.AsArray().Single()!;
        Assert.Equal(c["number"]!.GetValue<string>(), only["number"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await mediator.DeleteAsync($"/api/v1/session-holds/{id}")).StatusCode);
    }

    [Fact]
    public async Task Tells_a_colleague_the_time_but_not_the_case_and_another_house_nothing()
    {
        using var head = await hub.Client("head");
        using var colleague = await hub.Client("mediator2");
        using var other = await hub.Client("otherhead");
        var day = FreeDay();
        await head.Do(await Accepted(head), "schedule-session", Session(day));
        var path = $"/api/v1/sessions?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}";
        var text = await colleague.GetStringAsync(path);
        Assert.Contains("王调解", text);
        Assert.DoesNotContain("caseId", text);
        Assert.DoesNotContain("李明月", text);
        Assert.Empty((await other.Get(path))["items"]!.AsArray());
        Assert.Contains("李明月", await head.GetStringAsync(path));
    }

    /// <summary>A walk-in that was recorded at once, and one that had been fixed: what was held stands in the calendar with its state, and takes nobody's time.</summary>
    [Fact]
    public async Task Shows_what_was_held_with_its_state_and_to_a_colleague_the_time_alone()
    {
        using var head = await hub.Client("head");
        using var mediator = await hub.Client("mediator");
        using var colleague = await hub.Client("mediator2");
        var c = await Accepted(head);
        c = await head.Do(c, "hold-session", new
        {
            startsAt = Calls.At(40), endsAt = Calls.At(20), place = "第九调解室", mode = "onSite",
            attendance = new[] { new { partyId = "a1", present = true }, new { partyId = "r1", present = true } },
            record = new { statements = new[] { new { by = "a1", text = "要求支付工资。" } }, undisputedFacts = Array.Empty<string>(), result = "continues" },
            readBack = true, signatures = new[] { new { partyId = "a1" }, new { partyId = "r1" } },
        });
        var path = $"/api/v1/sessions?from={Calls.Today}&to={Calls.Today}";
        JsonNode? Of(JsonObject list) => list["items"]!.AsArray().SingleOrDefault(i => i!["caseId"]?.GetValue<string>() == c["id"]!.GetValue<string>());
        foreach (var own in new[] { await head.Get(path), await mediator.Get(path + $"&mediatorId={RunningHub.Mediator}") })
            Assert.Equal(("held", true, "第九调解室", "s1", "王调解"), Of(own) is { } s ? (s["status"]!.GetValue<string>(), s["over"]!.GetValue<bool>(), s["place"]!.GetValue<string>(), s["sessionId"]!.GetValue<string>(), s["mediators"]![0]!.GetValue<string>()) : default);
        Assert.Null(Of(await head.Get(path + $"&mediatorId={RunningHub.SecondMediator}")));
        Assert.Null(Of(await head.Get($"/api/v1/sessions?from={DateOnly.Parse(Calls.Today).AddDays(-40):yyyy-MM-dd}&to={DateOnly.Parse(Calls.Today).AddDays(-1):yyyy-MM-dd}")));

        var theirs = await colleague.GetStringAsync(path);
        Assert.Contains("王调解", theirs);
        foreach (var secret in new[] { c["id"]!.GetValue<string>(), "李明月", "第九调解室" }) Assert.DoesNotContain(secret, theirs);

        foreach (var view in new[] { "week", "month" })
        {
            var page = await head.GetStringAsync($"/calendar?view={view}&mediatorId=");
            Assert.Contains("已召开", page);
            Assert.Contains($"/cases/{c["id"]}?tab=mediation", page);
            Assert.DoesNotContain($"/cases/{c["id"]}/do/move-session", page);
        }
        // The day's work knows nothing of it any more.
        Assert.DoesNotContain((await mediator.Get("/api/v1/workbench"))["sessions"]!.AsArray(), s => s!["caseId"]?.GetValue<string>() == c["id"]!.GetValue<string>());
        // And its time is free: the case is closed, its session stays in sight.
        await head.Do(c, "close", new { outcome = "stopped", reasons = new[] { new { code = "partyWithdrew", partyId = "r1" } }, on = Calls.Today });
        Assert.Equal("held", Of(await head.Get(path))!["status"]!.GetValue<string>());
    }

    /// <summary>Every ended session of a month was read from its case: a busy house has hundreds in a day.</summary>
    [Fact]
    public async Task Reads_so_many_ended_sessions_of_a_day_and_tells_how_many_more_there_are()
    {
        using var head = await hub.Client("head");
        foreach (var (place, ago) in new[] { ("第六调解室", 60), ("第五调解室", 50), ("第四调解室", 40) })
            await head.Do(await Accepted(head), "hold-session", new
            {
                startsAt = Calls.At(ago), endsAt = Calls.At(ago - 5), place, mode = "onSite",
                attendance = new[] { new { partyId = "a1", present = true }, new { partyId = "r1", present = true } },
                record = new { statements = new[] { new { by = "a1", text = "要求支付工资。" } }, undisputedFacts = Array.Empty<string>(), result = "continues" },
                readBack = true, signatures = new[] { new { partyId = "a1" }, new { partyId = "r1" } },
            });
        var book = (SessionBook)hub.Services.GetService(typeof(SessionBook))!;
        var actor = new Domain.Access.Actor("head", new HashSet<Domain.Access.Role> { Domain.Access.Role.Head }, new(RunningHub.Organization));
        var (today, more) = (DateOnly.Parse(Calls.Today), new Dictionary<DateOnly, int>());
        var asked = new SessionFilter(ChinaTime.At(today, TimeOnly.MinValue), ChinaTime.At(today.AddDays(1), TimeOnly.MinValue), Over: true);
        Cases(await book.List(actor, asked, default, more), out var all);
        Assert.Empty(more);
        Cases(await book.List(actor, asked with { Each = 1 }, default, more), out var one);
        Assert.Equal((true, true, true), (all >= 3, one <= 1, more[today] >= all - 1));
        // One mediator's are all there; whose case it still is come first.
        Cases(await book.List(actor, asked with { Each = all, Mediator = RunningHub.Mediator }, default), out var own);
        Assert.InRange(own, 3, all);

        static void Cases(IReadOnlyList<SessionListed> listed, out int count) => count = listed.Where(s => s.Over).Select(s => s.CaseId).Distinct().Count();
    }

    [Fact]
    public async Task Shows_a_session_that_was_called_off_once_its_hour_is_past_and_leaves_the_hour_free_before()
    {
        using var head = await hub.Client("head");
        var at = TestTime.Now.AddMinutes(70);
        var path = $"/api/v1/sessions?from={ChinaTime.DayOf(at):yyyy-MM-dd}&to={ChinaTime.DayOf(at):yyyy-MM-dd}";
        var c = await head.Do(await Accepted(head), "schedule-session", new { startsAt = at, endsAt = at.AddMinutes(30), place = "第八调解室", mode = "onSite" });
        c = await head.Do(c, "cancel-session", new { sessionId = "s1", reason = "双方自行协商" });
        Assert.DoesNotContain("第八调解室", await head.GetStringAsync(path));
        var book = (SessionBook)hub.Services.GetService(typeof(SessionBook))!;
        var actor = new Domain.Access.Actor("head", new HashSet<Domain.Access.Role> { Domain.Access.Role.Head }, new(RunningHub.Organization));
        hub.Installation.Clock.Hold(at.AddMinutes(31));
        var asked = new SessionFilter(at.AddMinutes(-1), at.AddMinutes(1), Over: true);
        var off = Assert.Single(await book.List(actor, asked, default), s => s.CaseId == c["id"]!.GetValue<string>());
        Assert.Equal((Domain.Cases.SessionStatus.Cancelled, true, "第八调解室"), (off.Status, off.Over, off.Place));
        Assert.DoesNotContain(await book.List(actor, asked with { Over = false }, default), s => s.CaseId == off.CaseId);
        hub.Installation.Clock.Hold(null);
    }

    [Theory]
    [InlineData("from=2026-02-30", "from")]
    [InlineData("from=2026-01-01&to=2025-12-31", "to")]
    [InlineData("from=2026-01-01&to=2027-01-01", "to")]
    public async Task Names_the_field_of_a_period_that_cannot_be(string query, string field)
    {
        using var head = await hub.Client("head");
        var answer = await head.GetAsync($"/api/v1/sessions?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsObject().ContainsKey(field));
    }

    [Fact]
    public async Task Invites_under_one_uid_counting_each_change_and_takes_the_invitation_back()
    {
        using var head = await hub.Client("head");
        var day = FreeDay();
        var c = await head.Do(await Accepted(head), "schedule-session", Session(day));
        var path = $"/api/v1/cases/{c["id"]}/sessions/s1/invitation";
        var first = await Parsed(await head.GetStringAsync(path));
        Assert.Equal(("REQUEST", "0", "CONFIRMED"), (first["METHOD"], first["SEQUENCE"], first["STATUS"]));
        Assert.Equal($"{day:yyyy-MM-dd}T01:00:00+00:00", first["DTSTART"]);
        Assert.Equal("第一调解室", first["LOCATION"]);
        c = await head.Do(c, "move-session", new { sessionId = "s1", startsAt = $"{day:yyyy-MM-dd}T14:00:00+08:00", endsAt = $"{day:yyyy-MM-dd}T15:00:00+08:00", place = "三楼会议室，东侧;门牌 \"3\\4\"" });
        var second = await Parsed(await head.GetStringAsync(path));
        Assert.Equal(("REQUEST", "1", first["UID"]), (second["METHOD"], second["SEQUENCE"], second["UID"]));
        Assert.Equal("三楼会议室，东侧;门牌 \"3\\4\"", second["LOCATION"]);
        await head.Do(c, "cancel-session", new { sessionId = "s1", reason = "双方自行协商" });
        var last = await Parsed(await head.GetStringAsync(path));
        Assert.Equal(("CANCEL", "2", "CANCELLED", first["UID"]), (last["METHOD"], last["SEQUENCE"], last["STATUS"], last["UID"]));
    }

    [Fact]
    public async Task Feeds_a_calendar_program_number_and_place_and_no_name_until_the_address_is_revoked()
    {
        using var mediator = await hub.Client("mediator");
        using var head = await hub.Client("head");
        using var program = await hub.Client(null);
        var day = FreeDay();
        var mine = await head.Do(await Accepted(head), "schedule-session", Session(day));
        var theirs = await head.Do(await Accepted(head, RunningHub.SecondMediator), "schedule-session", Session(day, place: "第二调解室"));

        Assert.Equal(HttpStatusCode.NotFound, (await mediator.GetAsync("/api/v1/me/calendar-feed")).StatusCode);
        var (_, made, _) = await mediator.Post("/api/v1/me/calendar-feed", null);
        var address = new Uri(made["address"]!.GetValue<string>()).PathAndQuery;
        var answer = await program.GetAsync(address);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("text/calendar", answer.Content.Headers.ContentType!.MediaType);
        var feed = (await answer.Content.ReadAsStringAsync()).Replace("\r\n ", "");
        Assert.Contains($"SUMMARY:调解会议 {mine["number"]}", feed);
        Assert.Contains("LOCATION:第一调解室", feed);
        Assert.DoesNotContain(theirs["number"]!.GetValue<string>(), feed);
        foreach (var name in new[] { "李明月", "餐饮", "张三", "ATTENDEE" }) Assert.DoesNotContain(name, feed);
        Assert.Equal("PUBLISH", (await Parsed(await program.GetStringAsync(address)))["METHOD"]);

        var (_, newer, _) = await mediator.Post("/api/v1/me/calendar-feed", null);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync(address)).StatusCode);
        address = new Uri(newer["address"]!.GetValue<string>()).PathAndQuery;
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await mediator.DeleteAsync("/api/v1/me/calendar-feed")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync(address)).StatusCode);
    }

    [Fact]
    public void Lets_one_address_be_read_sixty_times_in_a_quarter_of_an_hour()
    {
        var clock = new Standing();
        var limit = new FeedLimit(clock);
        Assert.All(Enumerable.Range(0, FeedLimit.Most), _ => Assert.True(limit.Admits("a")));
        Assert.False(limit.Admits("a"));
        Assert.True(limit.Admits("b"));
        clock.Now += FeedLimit.Window;
        Assert.True(limit.Admits("a"));
    }

    /// <summary>Of two sessions ahead, the form for the second showed the time of the first.</summary>
    [Fact]
    public async Task Moves_from_the_time_of_the_session_that_was_chosen()
    {
        using var head = await hub.Client("head");
        var (first, second) = (FreeDay(), FreeDay());
        var c = await head.Do(await head.Do(await Accepted(head), "schedule-session", Session(first)), "schedule-session", Session(second, "14:00", "15:00"));
        using var pages = await Pages.SignedIn(hub, "head");
        var form = await pages.Get($"/cases/{c["id"]}/do/move-session?sessionId=s2");
        Assert.Contains($"value=\"{second:yyyy-MM-dd}T14:00\"", form);
        Assert.DoesNotContain($"value=\"{first:yyyy-MM-dd}T09:00\"", form);
        Assert.DoesNotContain("T09:00", await pages.Get($"/cases/{c["id"]}/do/move-session"));   // which of the two is not said yet
    }

    [Fact]
    public async Task Shows_week_and_month_with_days_off_and_leads_from_a_free_hour_to_the_cases_own_form()
    {
        using var head = await hub.Client("head");
        var day = FreeDay();
        var c = await head.Do(await Accepted(head), "schedule-session", Session(day));
        using var pages = await Pages.SignedIn(hub, "head");
        var week = await pages.Get($"/calendar?on={day:yyyy-MM-dd}&mediatorId=");
        Assert.Contains(c["number"]!.GetValue<string>(), week);
        Assert.Contains($"/cases/{c["id"]}/do/move-session?sessionId=s1", week);
        Assert.Contains($"/cases/{c["id"]}/do/cancel-session?sessionId=s1", week);
        Assert.Contains("李明月 与 长春某某餐饮有限公司", await pages.Get($"/calendar?view=month&on={day:yyyy-MM-dd}&mediatorId="));
        var october = await pages.Get("/calendar?view=month&on=2026-10-01");
        Assert.Contains("title=\"国庆节\"", october);
        Assert.Contains("调休上班", october);
        Assert.DoesNotContain("/calendar/new?startsAt=2026-10", october);   // nothing is fixed in the past

        var slot = await pages.Get($"/calendar/new?startsAt={day:yyyy-MM-dd}T14:00&mediatorId={RunningHub.Mediator}");
        Assert.Contains($"value=\"{day:yyyy-MM-dd}T14:00\"", slot);
        Assert.Contains(c["id"]!.GetValue<string>(), slot);
        var (status, _, location) = await pages.Send("/calendar/new", "/calendar/new", new() { ["startsAt"] = $"{day:yyyy-MM-dd}T14:00", ["endsAt"] = $"{day:yyyy-MM-dd}T15:00", ["caseId"] = c["id"]!.GetValue<string>() });
        Assert.Equal(HttpStatusCode.Found, status);
        var form = await pages.Get(location!);
        Assert.Contains($"value=\"{day:yyyy-MM-dd}T15:00\"", form);

        (status, _, location) = await pages.Send("/calendar/new", "/calendar/holds", new() { ["startsAt"] = $"{day:yyyy-MM-dd}T16:00", ["endsAt"] = $"{day:yyyy-MM-dd}T17:00", ["mediatorId"] = RunningHub.Mediator });
        Assert.Equal(HttpStatusCode.Found, status);
        var shown = await pages.Get(location!);
        Assert.Contains("预留 王调解", shown);
        Assert.Contains("chip kept", shown);
        (status, var again, _) = await pages.Send("/calendar/new", "/calendar/holds", new() { ["startsAt"] = $"{day:yyyy-MM-dd}T16:30", ["endsAt"] = $"{day:yyyy-MM-dd}T17:30", ["mediatorId"] = RunningHub.Mediator });
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("已预留", again);
    }

    /// <summary>The first event's properties, and the calendar's method, as an independent library reads them.</summary>
    private static async Task<Dictionary<string, string>> Parsed(string calendar)
    {
        Assert.True(IndependentReader.Python is not null, "python3-icalendar is not installed: apt-get install python3-icalendar");
        Assert.All(calendar.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.DoesNotContain(calendar.Replace("\r\n", ""), c => c is '\n' or '\r');
        const string script =
            """
            import sys, json, icalendar
            cal = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
            out = {'METHOD': str(cal['METHOD'])}
            for event in cal.walk('VEVENT'):
                if event.errors: raise SystemExit(str(event.errors))
                for name in ('UID', 'SEQUENCE', 'SUMMARY', 'LOCATION', 'STATUS'): out.setdefault(name, str(event[name]))
                out.setdefault('DTSTART', event['DTSTART'].dt.isoformat())
                event['DTSTAMP'].dt; event['DTEND'].dt
            sys.stdout.buffer.write(json.dumps(out).encode())
            """;
        using var python = Process.Start(new ProcessStartInfo(IndependentReader.Python!, ["-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await python.StandardInput.BaseStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(calendar));
        python.StandardInput.Close();
        var (read, complaint) = (await python.StandardOutput.ReadToEndAsync(), await python.StandardError.ReadToEndAsync());
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0 && complaint.Length == 0, complaint);
        return System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(read)!;
    }

    private sealed class Standing : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 2, 2, 0, 0, TimeSpan.Zero);
        public override DateTimeOffset GetUtcNow() => Now;
    }
}

/// <summary>Debian's python3-icalendar; ops/test installs it.</summary>
internal static class IndependentReader
{
    /// <summary>A Python that knows icalendar; null where there is none.</summary>
    public static string? Python { get; } = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(Knows);

    private static bool Knows(string python)
    {
        try
        {
            using var asked = Process.Start(new ProcessStartInfo(python, ["-c", "import icalendar"]) { RedirectStandardError = true })!;
            asked.WaitForExit();
            return asked.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
