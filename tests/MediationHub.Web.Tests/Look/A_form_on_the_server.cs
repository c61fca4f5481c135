using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using MediationHub.Web.Components;
using MediationHub.Web.Tests.Look.Samples;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
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
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { WebRootPath = Assets.Root });
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery();
        _app = builder.Build();
        _app.UseAntiforgery();
        _app.MapTypeSize();
        _app.MapGet("/note", () => Show(null, null));
        _app.MapPost("/note", IResult ([FromForm] string? note) => string.IsNullOrWhiteSpace(note) ? Show(note, new FormErrors().Add("note", "请填写说明。")) : note.Length > 20 ? Show(note, new FormErrors().Add("note", "最多20个字。")) : Results.Text(note));
    }

    private static RazorComponentResult<FormPage> Show(string? note, FormErrors? errors) => new RazorComponentResult<FormPage>(new { Note = note, Errors = errors });

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        _browser = new HttpClient(new CookieContainerHandler { InnerHandler = _app.GetTestServer().CreateHandler() }) { BaseAddress = new Uri("http://localhost") };
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Reaches_its_endpoint_with_what_was_typed()
    {
        var answer = await Send("form[action='/note']", ("note", "已电话核实"));
        Assert.Equal("已电话核实", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Comes_back_with_a_summary_that_leads_to_the_field()
    {
        var answer = await Page(await Send("form[action='/note']", ("note", " ")));
        Assert.Equal("#f-note", answer.QuerySelector(".error-summary a")!.GetAttribute("href"));
        var field = answer.GetElementById("f-note")!;
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Contains("请填写说明。", answer.GetElementById(field.GetAttribute("aria-describedby")!)!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>A summary that read “此项必填。” said nothing of which.</summary>
    [Theory, InlineData(" ", "请填写说明。"), InlineData("一二三四五六七八九十一二三四五六七八九十一", "说明：最多20个字。")]
    public async Task Names_its_field_in_the_summary_once(string typed, string says)
    {
        var answer = await Page(await Send("form[action='/note']", ("note", typed)));
        Assert.Equal(says, answer.QuerySelector(".error-summary a")!.TextContent);
    }

    [Fact]
    public async Task Is_refused_without_its_antiforgery_token()
    {
        using var form = new FormUrlEncodedContent([new("note", "x")]);
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync("/note", form)).StatusCode);
    }

    [Fact]
    public async Task Keeps_the_chosen_type_size_and_returns_to_its_page()
    {
        var answer = await Send(TypeSizeForm, ("size", "large"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/note?page=2", answer.Headers.Location!.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), one => one.StartsWith("type=large", StringComparison.Ordinal));
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loads_its_styles_by_a_version_made_from_their_bytes()
    {
        var page = await Page(await _browser.GetAsync("/note"));
        Assert.Matches("^/app.css\\?v=[0-9a-f]{12}$", page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href"));
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
        var answer = await Send(TypeSizeForm, ("size", "large"), ("returnTo", returnTo));
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    private const string TypeSizeForm = $"form[action='{TypeSize.Path}']";

    private static async Task<IHtmlDocument> Page(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    // Opens the page and sends the form as a browser would: hidden fields along, the given ones filled in.
    private async Task<HttpResponseMessage> Send(string form, params (string Name, string Value)[] fields)
    {
        var shown = (await Page(await _browser.GetAsync("/note"))).QuerySelector(form)!;
        var values = shown.QuerySelectorAll("input").Cast<IHtmlInputElement>().ToDictionary(input => input.Name!, input => input.Value);
        foreach (var (name, value) in fields) values[name] = value;
        using var body = new FormUrlEncodedContent(values);
        return await _browser.PostAsync(shown.GetAttribute("action"), body);
    }
}
