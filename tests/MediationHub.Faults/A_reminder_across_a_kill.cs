using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Tests.Load;
using MediationHub.Web.Features.Reminders;
using Npgsql;

namespace MediationHub.Faults;

[Collection(nameof(ServedHub))]
public class A_reminder_across_a_kill
{
    private const string Secret = "a secret of thirty-two characters";

    [Fact]
    public async Task Of_a_clock_due_tomorrow_reaches_the_inbox_a_mail_server_and_a_webhook_exactly_once()
    {
        await using var mailbox = new Mailbox { Silent = true };
        await using var hook = new Hook();
        await using var hub = await ServedHub.Start(offices: 1, new Dictionary<string, string>
        {
            ["MEDIATIONHUB_SMTP"] = $"smtp://127.0.0.1:{mailbox.Port}", ["MEDIATIONHUB_MAIL_FROM"] = "hub@example.com",
            ["MEDIATIONHUB_WEBHOOK"] = hook.Address, ["MEDIATIONHUB_WEBHOOK_SECRET"] = Secret, ["NO_PROXY"] = "*",
        });
        var (office, token) = hub.Tokens.Single();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = hub.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        Assert.Equal(HttpStatusCode.OK, (await http.PutAsJsonAsync("/api/v1/me/reminders", new { mail = "mediator@example.com" })).StatusCode);
        var first = await Register(hub, office, token, 1);
        var second = await Register(hub, office, token, 2);

        // Killed while the mail server had not answered yet: the reminder stands in the inbox, nothing has arrived anywhere else.
        await hub.Kill();
        await DueTomorrow(hub, office, first, quiet: true);
        await hub.StartProgram();
        await Until(() => Task.FromResult(mailbox.Callers > 0), "the mail server was not called");
        await hub.Kill();
        Assert.Empty(mailbox.Mails);

        mailbox.Silent = false;
        await hub.StartProgram();
        await Until(async () => await Count(hub, $"select count(*) from outbox where case_id = '{first}' and state = 'sent'") == 3, "not everything was sent");

        // Killed once more after everything arrived; a second reminder shows that the program has gone through its outbox again.
        await hub.Kill();
        await DueTomorrow(hub, office, second);
        await hub.StartProgram();
        await Until(async () => await Count(hub, $"select count(*) from outbox where case_id = '{second}' and state = 'sent'") == 3, "the second was not sent");

        var inbox = JsonNode.Parse(await http.GetStringAsync("/api/v1/inbox"))!;
        Assert.Equal(2, inbox["unread"]!.GetValue<int>());
        var told = Assert.Single(inbox["items"]!.AsArray(), i => i!["caseId"]!.GetValue<string>() == first)!;
        var number = told["caseNumber"]!.GetValue<string>();
        Assert.Equal(ChinaTime.DayOf(DateTimeOffset.UtcNow).AddDays(1), DateOnly.Parse(told["dueOn"]!.GetValue<string>()));

        var mail = Assert.Single(mailbox.Mails, m => m.Text.Contains(number, StringComparison.Ordinal));
        Assert.Equal(("mediator@example.com", 2), (mail.To, mailbox.Mails.Select(m => m.MessageId).Distinct().Count()));
        var (body, signature) = Assert.Single(hook.Calls, c => c.Body.Contains(first, StringComparison.Ordinal));
        Assert.Equal(Channels.Signature(Secret, long.Parse(signature.Split(',')[0][2..]), body), signature);
        Assert.Equal(number, JsonNode.Parse(body)!["caseNumber"]!.GetValue<string>());
        foreach (var text in mailbox.Mails.Select(m => m.Text).Concat(hook.Calls.Select(c => c.Body))) Assert.DoesNotContain(People.Name(1), text);
        Assert.Equal(1, await Count(hub, "select count(*) from outbox_attempts where outcome = 'unclear'"));
    }

    private static async Task<string> Register(ServedHub hub, Office office, string token, int n)
    {
        using var client = new HubClient(hub.Address);
        var at = DateTimeOffset.UtcNow.AddHours(-1);
        var steps = Life.Of(office, new(NewId.Next("c")), n, at);
        var made = await client.Send(steps[0], null, 0, token, $"r{n}");
        Assert.True(made.Done, made.ToString());
        foreach (var (step, seen) in steps.Skip(1).Take(2).Select((s, i) => (s, i + 1)))
        {
            var done = await client.Send(step, made.NewId, seen, token, $"r{n}-{seen}");
            Assert.True(done.Done, done.ToString());
        }
        return made.NewId!;
    }

    /// <summary>The case's term, as rows say it, ends tomorrow.</summary>
    private static async Task DueTomorrow(ServedHub hub, Office office, string id, bool quiet = false)
    {
        await using var connection = await hub.Database();
        var due = ChinaTime.DayOf(DateTimeOffset.UtcNow).AddDays(1);
        await using var write = new NpgsqlCommand(
            $"""
            delete from case_clocks where case_id = '{id}';
            insert into case_clocks (case_id, rule, subject, organization_id, mediators, from_on, extend, due_on, provisional)
            values ('{id}', 'MED15R', '', '{office.Organization}', array['{office.Mediator}'], '{due.AddDays(-15):yyyy-MM-dd}', 0, '{due:yyyy-MM-dd}', false);
            {(quiet ? "insert into quiet_hours (version, from_at, until_at, changed_by, changed_at) values (1, null, null, 'test', now());" : "")}
            """, connection);
        await write.ExecuteNonQueryAsync();
    }

    private static async Task<long> Count(ServedHub hub, string sql)
    {
        await using var connection = await hub.Database();
        await using var count = new NpgsqlCommand(sql, connection);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private static async Task Until(Func<Task<bool>> there, string otherwise)
    {
        for (var watch = Stopwatch.StartNew(); !await there(); await Task.Delay(50)) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), otherwise);
    }

    /// <summary>Another system that keeps what it is told.</summary>
    private sealed class Hook : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _listening;

        public Hook()
        {
            Address = $"http://127.0.0.1:{ServedProgram.FreePort()}/";
            _listener.Prefixes.Add(Address);
            _listener.Start();
            _listening = Task.Run(Listen);
        }

        public string Address { get; }
        public ConcurrentQueue<(string Body, string Signature)> Calls { get; } = new();

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _listening;
        }

        private async Task Listen()
        {
            try
            {
                while (true)
                {
                    var call = await _listener.GetContextAsync();
                    using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
                    Calls.Enqueue((await reader.ReadToEndAsync(), call.Request.Headers["X-MediationHub-Signature"]!));
                    call.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
