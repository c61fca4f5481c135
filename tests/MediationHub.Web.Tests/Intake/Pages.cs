using System.Net;
using System.Text.RegularExpressions;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Intake;

/// <summary>Pages as a browser without JavaScript gets and sends them.</summary>
public sealed partial class Pages : IDisposable
{
    private readonly HttpClient _client;

    private Pages(HttpClient client) => _client = client;

    public static async Task<Pages> SignedIn(RunningHub hub, string userName)
    {
        var pages = new Pages(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = hub.Address });
        var (status, _, _) = await pages.Send("/sign-in", "/sign-in", new() { ["userName"] = userName, ["password"] = RunningHub.Password });
        Assert.Equal(HttpStatusCode.Found, status);
        return pages;
    }

    /// <summary>Somebody who has not signed in.</summary>
    public static Pages Stranger(RunningHub hub) => new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = hub.Address });

    public async Task<string> Get(string path)
    {
        var answer = await _client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode} {text}");
        return WebUtility.HtmlDecode(text);
    }

    /// <summary>A page that says what is wrong with its address.</summary>
    public async Task<string> GetBad(string path)
    {
        var answer = await _client.GetAsync(path);
        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest, $"{path}: {(int)answer.StatusCode}");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    public Task<byte[]> Bytes(string path) => _client.GetByteArrayAsync(path);

    /// <summary>Sends a form that stands on a page, with its hidden fields.</summary>
    public async Task<(HttpStatusCode Status, string Text, string? Location)> Send(string page, string action, Dictionary<string, string> fields, (string Field, string Name, byte[] Content)? file = null)
    {
        var shown = await _client.GetStringAsync(page);
        var form = new MultipartFormDataContent();
        foreach (Match hidden in Hidden().Matches(shown))
            if (hidden.Groups[1].Value is "__RequestVerificationToken" or "_key" or "_draftVersion" or "version" && !fields.ContainsKey(hidden.Groups[1].Value))
                fields.Add(hidden.Groups[1].Value, WebUtility.HtmlDecode(hidden.Groups[2].Value));
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        if (file is { } f) form.Add(new ByteArrayContent(f.Content), f.Field, f.Name);
        var answer = await _client.PostAsync(action, form);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), answer.Headers.Location?.ToString());
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
