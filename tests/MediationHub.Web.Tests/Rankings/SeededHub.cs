using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MediationHub.Tests;
using MediationHub.Web.Demo;
using MediationHub.Web.Hosting;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Rankings;

/// <summary>The whole program over a seeded province of three thousand cases in ten years, with some of them reopened, corrected and transferred afterwards.</summary>
public sealed class SeededHub : IAsyncLifetime
{
    private readonly StoreServer _server = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mediationhub-ranking-").FullName;
    private Microsoft.AspNetCore.Builder.WebApplication _app = null!;

    public Installation Installation { get; private set; } = null!;
    public IServiceProvider Services => _app.Services;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        var settings = new HubSettings(_folder, await _server.NewDatabaseAsync(), Demo: true, ClockShift: TestTime.Shift, ["http://127.0.0.1:0"], Key: null, Chromium: null, TemplateOverrides: null);
        Installation = await Installation.Open(settings, _ => { }, asItIs: true);
        await SeedProvince.Run(Installation, 3_000, seed: 93, _ => { });
        _app = HubApplication.Build(Installation);
        await _app.StartAsync();
    }

    private Task? _once;

    /// <summary>What a class does to its province before its first test.</summary>
    public Task Once(Func<SeededHub, Task> what) => _once ??= what(this);

    public async Task<HttpClient> Client(string userName)
    {
        var client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        var answer = await client.PostAsJsonAsync("/api/v1/tokens", new { userName, password = "Demo-2026!" });
        answer.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!.GetValue<string>());
        return client;
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Installation.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
