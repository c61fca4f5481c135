using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using MediationHub.Web.Components;
using MediationHub.Web.Tests.Look.Samples;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MediationHub.Web.Tests.Look;

public sealed class A_form_on_the_server : IAsyncLifetime, IDisposable
{
    private readonly WebApplication _app;
    private HttpClient _browser = null!;

    public A_form_on_the_server()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery();
        _app = builder.Build();
        _app.UseAntiforgery();
        _app.MapTypeSize();
        _app.MapRazorComponents<FormApp>();
    }

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        _browser = new HttpClient(new CookieContainerHandler { InnerHandler = _app.GetTestServer().CreateHandler() }) { BaseAddress = new Uri("http://localhost") };
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Reaches_its_handler_with_what_was_typed()
    {
        var answer = await Post("/sample-form", "submit-once form", ("Note", "已电话核实"));
        Assert.Equal("已电话核实", answer.GetElementById("saved")?.TextContent);
        Assert.Null(answer.QuerySelector(".error-summary"));
    }

    [Fact]
    public async Task Comes_back_with_a_summary_that_leads_to_the_field()
    {
        var answer = await Post("/sample-form", "submit-once form", ("Note", " "));
        Assert.Equal("#f-Note", answer.QuerySelector(".error-summary a")!.GetAttribute("href"));
        var field = answer.GetElementById("f-Note")!;
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Contains("请填写说明。", answer.GetElementById(field.GetAttribute("aria-describedby")!)!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_refused_without_its_antiforgery_token()
    {
        using var form = new FormUrlEncodedContent([new("_handler", "note"), new("Note", "x")]);
        var answer = await _browser.PostAsync("/sample-form", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Keeps_the_chosen_type_size_and_returns_to_its_page()
    {
        var answer = await Send("/sample-form", $"form[action='{TypeSize.Path}']", ("size", "large"), ("returnTo", "/sample-form?page=2"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sample-form?page=2", answer.Headers.Location!.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), one => one.StartsWith("type=large", StringComparison.Ordinal));
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("/\t/elsewhere.example/")]
    [InlineData("cases")]
    [InlineData("")]
    public async Task Never_returns_to_another_host(string returnTo)
    {
        var answer = await Send("/sample-form", $"form[action='{TypeSize.Path}']", ("size", "large"), ("returnTo", returnTo));
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    private async Task<IHtmlDocument> Post(string path, string form, params (string Name, string Value)[] fields)
    {
        var answer = await Send(path, form, fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }

    // Opens the page and sends the form as a browser would: hidden fields along, the given ones filled in.
    private async Task<HttpResponseMessage> Send(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = new HtmlParser().ParseDocument(await _browser.GetStringAsync(path));
        var shown = (IHtmlFormElement)page.QuerySelector(form)!;
        var values = shown.QuerySelectorAll("input").Cast<IHtmlInputElement>().ToDictionary(input => input.Name!, input => input.Value);
        foreach (var (name, value) in fields) values[name] = value;
        using var body = new FormUrlEncodedContent(values);
        return await _browser.PostAsync(shown.GetAttribute("action") is { Length: > 0 } action ? action : path, body);
    }
}
