using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using MediationHub.Domain.Access;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Tests;
using MediationHub.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace MediationHub.Web.Tests.Api;

/// <summary>The whole program on a database of its own, reached over HTTP: one organization with two mediators, another organization, and an account of every role.</summary>
public class RunningHub : IAsyncLifetime
{
    public const string Password = "Test-2026!";
    public const string Organization = "org-1";
    public const string OtherOrganization = "org-2";
    public const string Mediator = "med-1";
    public const string SecondMediator = "med-2";

    private readonly StoreServer _server = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mediationhub-web-").FullName;
    private readonly Dictionary<string, string> _tokens = [];
    private Microsoft.AspNetCore.Builder.WebApplication _app = null!;
    private Task<Description>? _description;

    public Installation Installation { get; private set; } = null!;
    public Uri Address { get; private set; } = null!;
    public IServiceProvider Services => _app.Services;

    /// <summary>What the program says of its API; asked for once.</summary>
    public Task<Description> Description => _description ??= Describe();

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        var (mould, files) = await Mould();
        foreach (var file in Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(_folder, Path.GetRelativePath(files, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        Installation = await Open(await _server.CopyAsync(mould), _folder);
        _app = HubApplication.Build(Installation);
        Address = await Serve(_app);
    }

    private static Task<Installation> Open(string database, string folder) =>
        Installation.Open(new HubSettings(folder, database, Demo: false, ClockShift: TestTime.Shift, ["http://127.0.0.1:0"], Key: null, Chromium: null, TemplateOverrides: null), _ => { });

    private static readonly SemaphoreSlim Moulding = new(1, 1);
    private static (string Database, string Folder)? s_mould;

    /// <summary>A furnished installation that never serves. Every hub is a copy of it: making one takes longer than many a test.</summary>
    private async Task<(string Database, string Folder)> Mould()
    {
        await Moulding.WaitAsync();
        try
        {
            if (s_mould is { } made && Directory.Exists(made.Folder)) return made;
            var (database, folder) = (await _server.NewDatabaseAsync(), Directory.CreateDirectory(Path.Combine(_server.Folder, "mould")).FullName);
            Installation = await Open(database, folder);
            await Furnish();
            await using (var app = HubApplication.Build(Installation)) await MakeAccounts(app.Services);
            await Installation.DisposeAsync();
            s_mould = (database, folder);
            return (database, folder);
        }
        finally
        {
            Moulding.Release();
        }
    }

    /// <summary>How the tests of another runtime make the one that serves.</summary>
    public static Func<RunningHub> Make { get; set; } = () => new();

    /// <summary>Starts to serve; gives the address.</summary>
    protected virtual async Task<Uri> Serve(Microsoft.AspNetCore.Builder.WebApplication app)
    {
        await app.StartAsync();
        return new Uri(app.Urls.Single());
    }

    protected virtual Task StopServing(Microsoft.AspNetCore.Builder.WebApplication app) => app.StopAsync();

    public async Task DisposeAsync()
    {
        try
        {
            await StopServing(_app);
        }
        finally
        {
            await _app.DisposeAsync();
            await Installation.DisposeAsync();
            await _server.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>A client signed in by token; with null, one that is not. What it is answered is held to the description of the API.</summary>
    public async Task<HttpClient> Client(string? userName)
    {
        var client = new HttpClient(new AsDescribed(Description)) { BaseAddress = Address };
        if (userName is null) return client;
        if (!_tokens.TryGetValue(userName, out var token))
        {
            var answer = await client.PostAsJsonAsync("/api/v1/tokens", new { userName, password = Password });
            answer.EnsureSuccessStatusCode();
            _tokens[userName] = token = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!.GetValue<string>();
        }
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    private async Task<Description> Describe()
    {
        using var client = new HttpClient { BaseAddress = Address };
        return new(JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!);
    }

    /// <summary>Sends a command as the program itself.</summary>
    public async Task<Stored> Do<TState>(string id, params ICommand<TState>[] commands) where TState : class, IAggregate<TState>
    {
        var version = 0;
        foreach (var command in commands)
        {
            var answer = await Installation.Aggregates.Send(id, command, new Request(Actor.System));
            Assert.True(answer.Kind is AnswerKind.Done, $"{command}: {answer.Refusal?.Chinese} {JsonSerializer.Serialize(answer.Refusal?.Fields)}");
            version = answer.Stored!.Version;
        }
        return new(id, version);
    }

    public sealed record Stored(string Id, int Version);

    private async Task Furnish()
    {
        Installation.Clock.Hold(new DateTimeOffset(2025, 3, 3, 10, 0, 0, TimeSpan.FromHours(8)));
        foreach (var (id, code, name) in new[] { (Organization, "CC0001", "长春市南关区桃源街道劳动争议调解中心"), (OtherOrganization, "JL0001", "吉林市船营区北京路街道劳动争议调解中心") })
        {
            var day = new DateOnly(2025, 3, 3);
            var unit = id == Organization ? "220100" : "220200";
            await Do(id,
                new CreateOrganization(new(id), new()
                {
                    Code = code, Name = name, Type = OrganizationType.TownshipCenter, Unit = unit, Address = "人民大街一号", Phone = "0431-88690000", HeadName = "负责人", SealName = name + "章",
                    Systems = new MediationSystems(true, true, true, true, true, true), Posted = true, Coverage = "本街道",
                }),
                new SubmitOrganization(day), new FileOrganization(day));
        }
        await Appoint(Mediator, "王调解", "220102198001010011", Organization);
        await Appoint(SecondMediator, "赵调解", "220102198202020028", Organization);
        await Appoint("med-3", "钱调解", "220202198303030037", OtherOrganization);
        foreach (var id in new[] { Organization, OtherOrganization })
        {
            foreach (var kind in new[] { ProofKind.Seal, ProofKind.Posted })
                await Do(id, new AddProof(kind, (await Installation.Files.Add($"{kind}.pdf", "%PDF-1.4"u8.ToArray(), "system")).File!.Id));
            await Do(id, new ActivateOrganization(new(2025, 3, 3)));
        }
        await Do<Commission>("commission-1",
            new EstablishCommission(new("commission-1"), new() { Code = "CC-ZC", Name = "长春市劳动人事争议仲裁委员会", Level = CommissionLevel.City, Unit = "220100", InstituteName = "长春市劳动人事争议仲裁院" }),
            new AppointArbitrator(new("arb-1"), "韩明谦", "ZC-001", new(2025, 3, 3)),
            new AppointArbitrator(new("arb-2"), "王调解", "ZC-002", new(2025, 3, 3), MediatorId: new(Mediator)));
        await Do<Commission>("commission-2", new EstablishCommission(new("commission-2"), new() { Code = "JL-ZC", Name = "吉林市劳动人事争议仲裁委员会", Level = CommissionLevel.City, Unit = "220200" }));
        Installation.Clock.Hold(null);
    }

    private Task<Stored> Appoint(string id, string name, string idNumber, string organization) => Do(id,
        new NominateMediator(new(id), new() { Name = name, Employer = "街道办事处", Sex = (idNumber[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female, BornOn = new(int.Parse(idNumber[6..10]), int.Parse(idNumber[10..12]), int.Parse(idNumber[12..14])), IdType = IdType.ResidentId, IdNumber = ValidId(idNumber), Phone = "13800000000", FullTime = true }, QualitiesConfirmed: true),
        new CertifyMediator($"JL-{id}", "省人力资源和社会保障厅", new(2025, 3, 3)),
        new AppointMediator(new(organization), new(2025, 3, 3), new(2028, 3, 2)));

    /// <summary>The number with its right check digit.</summary>
    public static string ValidId(string first17OrMore)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return first17OrMore[..17] + "10X98765432"[weights.Select((w, i) => w * (first17OrMore[i] - '0')).Sum() % 11];
    }

    private static async Task MakeAccounts(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        foreach (var account in new Account[]
        {
            new() { UserName = "mediator", Roles = ["mediator"], OrganizationId = Organization, MediatorId = Mediator },
            new() { UserName = "mediator2", Roles = ["mediator"], OrganizationId = Organization, MediatorId = SecondMediator },
            new() { UserName = "head", Roles = ["head"], OrganizationId = Organization },
            new() { UserName = "otherhead", Roles = ["head"], OrganizationId = OtherOrganization },
            new() { UserName = "clerk", Roles = ["clerk"], CommissionId = "commission-1" },
            new() { UserName = "arbitrator", Roles = ["arbitrator"], CommissionId = "commission-1", ArbitratorId = "arb-1" },
            new() { UserName = "director", Roles = ["director"], CommissionId = "commission-1" },
            new() { UserName = "otherclerk", Roles = ["clerk"], CommissionId = "commission-2" },
            new() { UserName = "city", Roles = ["city"], Unit = "220100" },
            new() { UserName = "othercity", Roles = ["city"], Unit = "220200" },
            new() { UserName = "province", Roles = ["province"], Unit = "220000" },
            new() { UserName = "auditor", Roles = ["auditor"] },
            new() { UserName = "admin", Roles = ["admin"] },
        })
        {
            (account.DisplayName, account.MustChangePassword, account.SecurityStamp) = (account.UserName, false, Guid.NewGuid().ToString("N"));
            var made = await users.CreateAsync(account, Password);
            Assert.True(made.Succeeded, string.Join(";", made.Errors.Select(e => e.Code)));
        }
    }
}
