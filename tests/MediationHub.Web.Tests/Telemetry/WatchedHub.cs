using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Maintenance;
using MediationHub.Tests;
using MediationHub.Tests.Load;
using MediationHub.Web.Demo;
using MediationHub.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace MediationHub.Web.Tests.Telemetry;

/// <summary>
/// The program as a process on a province of 12,000 organizations, sending to a receiver while people work: a whole case, a refusal, a conflict, searches by name and number, wrong entries,
/// an organization that gets another name, and a database that goes away and comes back. When the tests begin it has ended, and everything it had to send has come.
/// </summary>
public sealed class WatchedHub : IAsyncLifetime
{
    public const int Organizations = 12_000;
    public const string OldName = "朝阳区第000劳动争议调解中心", NewName = "朝阳区湖西路劳动争议调解中心";
    private const string Password = "Watched-Hub-2026";

    private readonly StoreServer _server = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mediationhub-watched-").FullName;
    private readonly StringBuilder _said = new();
    private Process? _program;

    internal Receiver Receiver { get; private set; } = null!;

    /// <summary>Succeeded and counted of every organization, as they were made.</summary>
    internal Dictionary<string, (int Succeeded, int Counted)> Expected { get; } = [];

    /// <summary>What names somebody, and whatever else people wrote.</summary>
    internal List<string> Personal { get; } = ["李国华", "周建国", "13844010001", Password];

    /// <summary>What the program said on its console.</summary>
    internal string Said { get { lock (_said) return _said.ToString(); } }

    internal long OverdueInDatabase { get; private set; }
    internal IReadOnlyList<Series> OverdueSent { get; private set; } = [];

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        Receiver = await Receiver.Start();
        var database = await _server.NewDatabaseAsync();
        var office = await Furnish(database);
        var address = new Uri($"http://127.0.0.1:{ServedProgram.FreePort()}");
        Start(database, address);
        await ServedProgram.Ready(_program!, address, () => Said);
        await Receiver.Until("the figures of all organizations", () => Receiver.Newest("mediation.organization.closed_cases").Count == Organizations);
        await Work(address, office);
        await Receiver.Until("the closing of the case", () => Receiver.Newest("mediation.organization.closed_cases").Any(s => s.Labels["organization"] == office.Organization.Value && s.Value == 1));
        await Receiver.Until("the organization's other name", () => Receiver.Newest("mediation.organization.closed_cases").Any(s => s.Labels["name"] == NewName));
        OverdueSent = Receiver.Newest("mediationhub.clocks.overdue");
        await LoseDatabase(database, address);
        await Stop();
    }

    public async Task DisposeAsync()
    {
        if (_program is not null)
        {
            _program.Kill();
            await _program.WaitForExitAsync();
        }
        if (Receiver is not null) await Receiver.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The organizations as the seed makes them, by COPY; one more by the pipeline, with its mediator and an old application that nobody accepted.</summary>
    private async Task<Office> Furnish(string database)
    {
        await using var installation = await Installation.Open(new(_folder, database, false, default, [], null, null, null), _ => { });
        await SeedMany(installation);

        installation.Clock.Hold(DateTimeOffset.UtcNow.AddDays(-40));
        var office = (await Province.Found(installation.Aggregates, installation.Files, 1, ChinaTime.DayOf(installation.Clock.GetUtcNow())))[0];
        Expected[office.Organization.Value] = (1, 1);
        var old = (RegisterCase)Life.Of(office, new(NewId.Next("c")), 77, installation.Clock.GetUtcNow().AddHours(-1))[0].Command;
        // Received on the day on which the organization was filed, entered at once.
        var answer = await installation.Aggregates.Send(old.Id.Value, old with { ReceivedAt = installation.Clock.GetUtcNow() }, new Request(Actor.System));
        Assert.True(answer.Kind is AnswerKind.Done, answer.Refusal?.Chinese);
        installation.Clock.Hold(null);
        await using (var count = installation.Store.Database.CreateCommand($"select count(*) from case_clocks where rule = 'ACC3' and due_on < '{ChinaTime.DayOf(DateTimeOffset.UtcNow):yyyy-MM-dd}' and not provisional"))
            OverdueInDatabase = (long)(await count.ExecuteScalarAsync())!;

        var hash = new PasswordHasher<Account>().HashPassword(new(), Password);
        foreach (var account in new Account[]
        {
            new() { UserName = office.UserName, Roles = ["mediator"], OrganizationId = office.Organization.Value, MediatorId = office.Mediator.Value },
            new() { UserName = "city-office", Roles = ["city"], Unit = "220100" },
        })
        {
            (account.DisplayName, account.PasswordHash, account.MustChangePassword, account.SecurityStamp) = ("孙经办", hash, false, Guid.NewGuid().ToString("N"));
            await installation.Accounts.CreateAsync(account, default);
        }
        Personal.Add("孙经办");
        return office;
    }

    /// <summary>Every other one settled its case on the spot, the others' applicants would not go on.</summary>
    private async Task SeedMany(Installation installation)
    {
        var (store, numbers, streams) = (installation.Store, new Dictionary<string, int>(), new List<BulkStream>());
        var (now, before) = (DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(-60));
        var filed = ChinaTime.DayOf(before);
        var source = new ImportSource("i1", 1);
        await using var log = await BulkLog.Begin(store);
        for (var i = 1; i < Organizations; i++)
        {
            var office = new Office(new($"s{i:00000}"), new($"t{i:00000}"));
            var others = new Dictionary<StreamRef, object>();
            var organization = new SeedRecord<Organization>(store, office.Organization.Value, others, Next);
            organization.Do(Actor.System, before, new ImportOrganization(office.Organization, new()
            {
                Code = $"S{i:00000}", Name = $"第{i:00000}劳动争议调解中心", Type = i % 3 == 0 ? OrganizationType.Union : OrganizationType.TownshipCenter, Unit = i % 2 == 0 ? "220100" : "220200",
                Address = "人民大街 1 号", Phone = "0431-88690000", HeadName = "李国华", SealName = "章", Systems = MediationSystems.All, Posted = true, Coverage = "本街道",
            }, new(filed, null, OrganizationStatus.Active, true), source));
            others[StreamRef.To<Organization>(office.Organization.Value)] = organization.State;
            var mediator = new SeedRecord<Mediator>(store, office.Mediator.Value, others, Next);
            var born = new DateOnly(1975, 1, 1).AddDays(i / 400);
            mediator.Do(Actor.System, before, new NominateMediator(office.Mediator, new() { Name = "周建国", Sex = Sex.Male, BornOn = born, IdType = IdType.ResidentId, IdNumber = People.ResidentNumber(born, i % 400 * 2 + 1), Phone = "13844010001", Employer = "街道办事处", FullTime = true }, QualitiesConfirmed: true));
            mediator.Do(Actor.System, before, new CertifyMediator($"T{i:00000}", "吉林省人力资源和社会保障厅", filed));
            mediator.Do(Actor.System, before, new AppointMediator(office.Organization, filed, filed.AddYears(3).AddDays(-1)));
            others[StreamRef.To<Mediator>(office.Mediator.Value)] = mediator.State;

            var c = new SeedRecord<MediationCase>(store, NewId.Next("c"), others, Next);
            var steps = Life.Of(office, new(c.Id), i, now.AddMinutes(-90));
            foreach (var step in steps[..3]) c.Do(office.Actor, now.AddMinutes(-60), step.Command);
            var settled = i % 2 == 0;
            if (settled)
            {
                var session = (HoldSession)steps[4].Command;
                c.Do(office.Actor, now.AddMinutes(-10), session with { SessionId = null, StartsAt = now.AddMinutes(-50), EndsAt = now.AddMinutes(-20), Mode = SessionMode.OnSite });
            }
            c.Do(office.Actor, now.AddMinutes(-1), settled
                ? new CloseCase(Outcome.AgreedOral, null, ChinaTime.DayOf(now.AddMinutes(-1)), Performance: new("当场付清", 3000))
                : new CloseCase(Outcome.Stopped, [new(FailureCode.PartyWithdrew, new("a1"))], ChinaTime.DayOf(now.AddMinutes(-1))));
            Expected[office.Organization.Value] = (settled ? 1 : 0, 1);
            streams.AddRange([organization.Encoded(), mediator.Encoded(), c.Encoded()]);
            if (streams.Count > 3000)
            {
                await log.Add(streams);
                streams.Clear();
            }
        }
        await log.Add(streams);
        await log.Finish(numbers, _ => { });

        int Next(string series) => numbers[series] = numbers.GetValueOrDefault(series) + 1;
    }

    private void Start(string database, Uri address)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "mediationhub.dll"), "serve"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address.AbsoluteUri.TrimEnd('/'),
            ["MEDIATIONHUB_DATA"] = _folder,
            ["ConnectionStrings__Hub"] = database,
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Receiver.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
        }) start.Environment[name] = value;
        _program = Process.Start(start)!;
        _program.OutputDataReceived += Hear;
        _program.ErrorDataReceived += Hear;
        _program.BeginOutputReadLine();
        _program.BeginErrorReadLine();

        void Hear(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null) return;
            lock (_said) _said.AppendLine(line.Data);
        }
    }

    private async Task Work(Uri address, Office office)
    {
        using var client = new HubClient(address);
        var token = await client.SignIn(office.UserName, Password);
        var n = 4_321;
        var steps = Life.Of(office, default, n, DateTimeOffset.UtcNow.AddHours(-2));
        string? id = null;
        for (var i = 0; i < steps.Length; i++)
        {
            var reply = await client.Send(steps[i], id, i, token, $"k{i}");
            Assert.True(reply.Done, $"{steps[i].Name}: {reply}");
            id ??= reply.NewId;
            if (i != 1) continue;
            Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.Send(steps[2], id, 1, token, "stale")).Status);
            Assert.Equal(HttpStatusCode.Conflict, (await client.Send(steps[10], id, 2, token, "refused")).Status);
        }
        Personal.AddRange([People.Name(n), People.ResidentNumber(n), People.Mobile(n), People.Employer(n), People.CreditCode(n), People.Name(n + 7_919), People.Name(n + 104_729), "红旗街", "6217000940001234567", "被申请人以经营困难为由", "一次性支付全部拖欠工资", office.UserName, "city-office"]);

        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null }) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        http.DefaultRequestHeaders.TryAddWithoutValidation("tracestate", $"phone={People.Mobile(n)}");
        http.DefaultRequestHeaders.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        http.DefaultRequestHeaders.TryAddWithoutValidation("baggage", $"phone={People.Mobile(n)}");
        var (name, number) = (Uri.EscapeDataString(People.Name(n)), People.ResidentNumber(n));
        foreach (var path in new[]
        {
            $"/api/v1/cases?q={name}", $"/search?q={number}", $"/search?q={name}", $"/api/v1/cases?page={name}", $"/api/v1/cases?receivedFrom={name}", $"/api/v1/cases/{name}", $"/cases/{name}", $"/{name}/{number}",
            $"/api/v1/organizations/{office.Organization.Value}/success-rate?from={name}&to={number}", $"/cases/{id}", $"/api/v1/cases/{id}", $"/deadlines?from={name}",
        })
        {
            using var answer = await http.GetAsync(path);
            Assert.True((int)answer.StatusCode < 500, $"{path}: {answer.StatusCode}");
        }
        Personal.AddRange([name, name.ToLowerInvariant()]);
        await http.PostAsJsonAsync("/api/v1/tokens", new { userName = People.Name(n), password = "x" });
        await http.PostAsJsonAsync("/api/v1/cases", new { organizationId = office.Organization.Value, applicants = new[] { new { kind = "person", name = People.Name(n), idNumber = number + "9" } } });
        using var upload = new MultipartFormDataContent { { new ByteArrayContent("%PDF-1.4"u8.ToArray()), "file", $"{People.Name(n)}的身份证.pdf" } };
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync("/api/v1/files", upload)).StatusCode);
        using var strange = new HttpRequestMessage(new HttpMethod("M" + People.Mobile(n)), "/cases");
        await http.SendAsync(strange);

        using var city = new HttpClient { BaseAddress = address };
        city.DefaultRequestHeaders.Authorization = new("Bearer", await client.SignIn("city-office", Password));
        var known = JsonNode.Parse(await city.GetStringAsync($"/api/v1/organizations/{office.Organization.Value}"))!;
        using var rename = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/organizations/{office.Organization.Value}/change-profile")
        {
            Content = JsonContent.Create(new { changes = new { name = NewName, sealName = NewName }, on = $"{ChinaTime.DayOf(DateTimeOffset.UtcNow):yyyy-MM-dd}", reason = "更名" }),
        };
        rename.Headers.TryAddWithoutValidation("If-Match", $"\"{known["version"]}\"");
        var renamed = await city.SendAsync(rename);
        Assert.True(renamed.IsSuccessStatusCode, await renamed.Content.ReadAsStringAsync());
    }

    private async Task LoseDatabase(string database, Uri address)
    {
        var where = new NpgsqlConnectionStringBuilder(database);
        var name = where.Database!;
        await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Database = "postgres", Pooling = false }.ConnectionString);
        await server.OpenAsync();
        await Run($"alter database {name} with allow_connections false");
        await Run($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        await Receiver.Until("that the database is away", () => Receiver.Newest("mediationhub.store.available").Any(s => s.Value == 0));
        using (var http = new HttpClient { BaseAddress = address }) Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync($"/roster?q={Uri.EscapeDataString("李国华")}")).StatusCode);
        await Run($"alter database {name} with allow_connections true");
        await Receiver.Until("that the database is back", () => Receiver.Newest("mediationhub.store.available").Any(s => s.Value == 1));

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, server);
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task Stop()
    {
        await ServedProgram.Stop(_program!);
        _program = null;
    }
}
