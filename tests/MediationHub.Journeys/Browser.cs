using MediationHub.Web.Tests.Api;
using Microsoft.Playwright;

namespace MediationHub.Journeys;

/// <summary>Debian's chromium, driven by Playwright, in front of the whole program.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public RunningHub Hub { get; } = RunningHub.Make();

    /// <summary>Where chromium lies; null where the machine has none.</summary>
    public static string? Chromium { get; } = new[] { Environment.GetEnvironmentVariable("MEDIATIONHUB_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(p => !string.IsNullOrEmpty(p) && File.Exists(p));

    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_CONTENTROOT", WebFolder());
        await Hub.InitializeAsync();
        if (Chromium is null) return;
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_chromium is not null) await _chromium.DisposeAsync();
        _playwright?.Dispose();
        await Hub.DisposeAsync();
    }

    /// <summary>A page of its own session, of somebody who is not signed in.</summary>
    public async Task<IPage> Anonymous() => await (await _chromium!.NewContextAsync(new() { Locale = "zh-CN", BaseURL = Hub.Address.ToString() })).NewPageAsync();

    /// <summary>A page of its own session, signed in. Any message of an error in its console fails the journey that looks at <see cref="Complaints"/>.</summary>
    public async Task<IPage> SignedIn(string userName, bool javaScript = true, int width = 1440, int height = 900)
    {
        var context = await _chromium!.NewContextAsync(new() { JavaScriptEnabled = javaScript, ViewportSize = new() { Width = width, Height = height }, Locale = "zh-CN", TimezoneId = "Asia/Shanghai", BaseURL = Hub.Address.ToString() });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Complaints.Add(message.Text);
        };
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name=userName]", userName);
        await page.FillAsync("[name=password]", RunningHub.Password);
        await page.ClickAsync("button:has-text('登录')");
        await page.WaitForURLAsync(url => !url.Contains("sign-in"));
        return page;
    }

    public List<string> Complaints { get; } = [];

    /// <summary>The web project's folder with its static files: tests run from their own bin.</summary>
    private static string WebFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MediationHub.sln"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, "src", "MediationHub.Web");
    }
}

/// <summary>A journey is skipped, saying so, where there is no chromium.</summary>
public sealed class JourneyAttribute : FactAttribute
{
    public JourneyAttribute()
    {
        if (Browser.Chromium is null) Skip = "chromium is not installed: apt-get install chromium";
    }
}
