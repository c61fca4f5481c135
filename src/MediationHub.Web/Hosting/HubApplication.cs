using System.Text.Encodings.Web;
using System.Text.Unicode;
using MediationHub.Documents;
using MediationHub.Domain.Access;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Store.Reactions;
using MediationHub.Store.Reminders;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Accounts;
using MediationHub.Web.Features.Accounts.Manage;
using MediationHub.Web.Features.Accounts.SignIn;
using MediationHub.Web.Features.Agreements;
using MediationHub.Web.Features.Alerts;
using MediationHub.Web.Features.BaseLists;
using MediationHub.Web.Features.Boards;
using MediationHub.Web.Features.Bridge;
using MediationHub.Web.Features.Calendar;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Cases.List;
using MediationHub.Web.Features.Deadlines;
using MediationHub.Web.Features.Destructions;
using MediationHub.Web.Features.Drafts;
using MediationHub.Web.Features.Files;
using MediationHub.Web.Features.Law;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Mediators;
using MediationHub.Web.Features.Mediators.Roster;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Organizations.Filing;
using MediationHub.Web.Features.Papers;
using MediationHub.Web.Features.Performance;
using MediationHub.Web.Features.Periods;
using MediationHub.Web.Features.Rankings;
using MediationHub.Web.Features.Readings;
using MediationHub.Web.Features.Registers;
using MediationHub.Web.Features.Reminders;
using MediationHub.Web.Features.Roster;
using MediationHub.Web.Features.Samplings;
using MediationHub.Web.Features.Satisfaction;
using MediationHub.Web.Features.Search;
using MediationHub.Web.Features.Selection;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Features.Workbench;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;
using MediationHub.Web.Telemetry;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace MediationHub.Web.Hosting;

/// <summary>The web application over one opened installation: pages, API, sign-in.</summary>
public static partial class HubApplication
{
    public static WebApplication Build(Installation installation, HubRuntime? runtime = null)
    {
        runtime ??= HubRuntime.Embedded;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") ?? AppContext.BaseDirectory, Args = [] });
        builder.WebHost.UseUrls([.. installation.Settings.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 24 * 1024 * 1024;
            // A search of ten thousand characters is answered with a sentence, not with a closed connection.
            kestrel.Limits.MaxRequestLineSize = 128 * 1024;
        });
        builder.Logging.ClearProviders().AddSimpleConsole(console => { console.SingleLine = true; console.TimestampFormat = "HH:mm:ss "; });
        // Paths and queries may name people; requests are traced, not logged.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
            // Our own repository of keys encrypts them, and pages with forms are never cached: both warnings would only be noise.
            .AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None)   // the messages of exceptions may quote what was entered: Failed says what went wrong without them
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error).AddFilter("Npgsql", LogLevel.Warning);
        var watched = TelemetryService.IsWanted(builder.Configuration);
        if (watched) TelemetryService.AddLogs(builder.Logging, installation.Settings);

        builder.Services.AddHostedService<TelemetryService>();   // before all others, so that it ends after them
        builder.Services.AddSingleton(runtime);
        runtime.AddTo(builder, installation);   // before all that sends commands
        AddServices(builder.Services, installation);
        var app = builder.Build();
        if (watched) app.Use(RequestSpans.Name);
        // In a scope of its own: the one of a page that failed while it was drawn draws no second page.
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Failed, CreateScopeForErrors = true });
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache" });
        app.Use(SecureHeaders);
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.SwaggerEndpoint("/openapi/v1.json", "MediationHub v1");
            page.DocumentTitle = "MediationHub API";
        });
        app.Use(PlainAddress);
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(Antiforgery);
        app.Use(PasswordFirst);
        app.UseAntiforgery();
        MapEverything(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, Installation installation)
    {
        services.AddSingleton(installation);
        services.AddSingleton(installation.Settings);
        services.AddSingleton(installation.Store);
        services.AddSingleton<Func<Domain.Rulebook.RuleSet>>(() => installation.Store.Rules);   // the law of the moment, for parts that draw a light
        services.AddSingleton(installation.Accounts);
        services.AddSingleton(installation.AccessLog);
        services.AddSingleton(installation.Drafts);
        services.AddSingleton(installation.Files);
        services.AddSingleton(installation.Changes);
        services.AddSingleton<TimeProvider>(installation.Clock);
        services.AddSingleton<People>();
        services.AddSingleton<TokenCache>();
        services.AddSingleton<TicketCheck>();
        var papers = new PaperOptions { TemplateFolder = installation.Settings.TemplateOverrides, Chromium = installation.Settings.Chromium };
        services.AddSingleton(new PaperRenderer(new PaperTemplates(papers)));
        services.AddSingleton(new PdfPrinter(papers));
        services.AddSingleton<YearFigures>().AddSingleton<Store.Telemetry.Backlog>();
        services.AddHostedService<Housekeeping>();
        services.AddHostedService<BoardWarmth>();
        services.AddSingleton<LawDesk>().AddSingleton<Recomputer>();
        services.AddHostedService(provider => provider.GetRequiredService<Recomputer>());
        services.AddSingleton<Reactions>();   // of every Reaction that is registered
        services.AddSingleton<ReminderRules>().AddSingleton<Outbox>().AddSingleton<ReminderAddresses>().AddSingleton(new Channels(installation.Settings.Channels)).AddSingleton<Postman>();
        services.AddSingleton<Store.Alerts.AlertWatch>().AddSingleton<AlertDesk>().AddSingleton<BoardDesk>().AddSingleton<Store.Periods.PeriodLedger>().AddSingleton<PeriodDesk>();
        services.AddSingleton<Driver>();
        services.AddSingleton(new Store.Imports.ImportStore(installation.Store)).AddSingleton<ImportDesk>().AddSingleton<ImportRunner>().AddSingleton<RegisterExport>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportRunner>());
        services.AddScoped<SignInDesk>();
        services.AddScoped<AccountDesk>();
        services.AddCaseFeatures();
        services.AddCalendar();
        services.AddSingleton<SelectionWaits>().AddSingleton<WorkbenchDesk>();
        services.AddSingleton<PerformanceBoard>();
        services.AddSingleton<PaperDesk>().AddSingleton<BridgePaperDesk>().AddSingleton<SelectionPaperDesk>();
        services.AddSingleton<FigureReader>().AddSingleton<BreakdownReader>().AddSingleton<EstablishmentReader>().AddSingleton<Store.Statistics.Rankings>().AddSingleton<Cells>().AddSingleton<WhatIfDesk>();
        services.AddSingleton<SuccessRates>().AddSingleton<LiveRates>().AddSingleton<OrganizationLists>().AddSingleton<MediatorLists>().AddSingleton<MediatorRosters>().AddSingleton<Workloads>().AddSingleton<PublicRoster>().AddSingleton<StepDesk>().AddSingleton<AccessLogDesk>();
        services.AddSingleton<ListChoices>().AddSingleton<AgreementLists>().AddSingleton<PartyDesk>().AddSingleton<SearchDesk>();
        services.AddSingleton<CaseBook>().AddSingleton<AgreementBook>().AddSingleton<OrganizationBook>().AddSingleton<MediatorBook>();
        services.AddSingleton<ListBook>(all => all.GetRequiredService<CaseBook>()).AddSingleton<ListBook>(all => all.GetRequiredService<AgreementBook>()).AddSingleton<ListBook>(all => all.GetRequiredService<OrganizationBook>()).AddSingleton<ListBook>(all => all.GetRequiredService<MediatorBook>());
        services.AddBridge();
        services.AddSelection();
        services.AddSatisfaction();
        services.AddSamplings();
        services.AddSingleton<DestructionLists>().AddSingleton(installation.Destruction);

        services.AddSingleton<IUserStore<Account>>(installation.Accounts);
        services.AddIdentityCore<Account>(identity =>
        {
            identity.Password.RequiredLength = 10;
            identity.Lockout.MaxFailedAccessAttempts = SignInDesk.MostFailures;
            identity.Lockout.DefaultLockoutTimeSpan = SignInDesk.LockedFor;
            identity.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
        });
        services.AddSingleton<ILookupNormalizer, LowerNormalizer>();
        services.AddDataProtection().SetApplicationName("mediationhub");
        services.AddSingleton<Microsoft.Extensions.Options.IConfigureOptions<KeyManagementOptions>>(_ => new Microsoft.Extensions.Options.ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new DataProtectionKeys(installation.Store)));

        services.AddAuthentication(Signing.Either)
            .AddPolicyScheme(Signing.Either, null, either => either.ForwardDefaultSelector = http => http.Request.Headers.ContainsKey("Authorization") ? Signing.Token : Signing.Cookie)
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(Signing.Token, null)
            .AddCookie(Signing.Cookie, cookie =>
            {
                cookie.Cookie.Name = Signing.CookieName;
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.Cookie.HttpOnly = true;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
                cookie.SlidingExpiration = true;
                cookie.LoginPath = "/sign-in";
                cookie.ReturnUrlParameter = "return";
                cookie.Events.OnValidatePrincipal = async ticket =>
                {
                    var check = ticket.HttpContext.RequestServices.GetRequiredService<TicketCheck>();
                    if (await check.Admit(ticket.HttpContext, ticket.Principal!.Identity!.Name!, ticket.Principal.FindFirst(Signing.Stamp)?.Value ?? "")) return;
                    ticket.RejectPrincipal();
                    await ticket.HttpContext.SignOutAsync(Signing.Cookie);
                };
                cookie.Events.OnRedirectToLogin = to => IsApi(to.HttpContext) ? Problem.NotSignedIn.ExecuteAsync(to.HttpContext) : Redirect(to);
                cookie.Events.OnRedirectToAccessDenied = to => IsApi(to.HttpContext) ? Problem.Forbidden.ExecuteAsync(to.HttpContext) : Pages.NotYours().ExecuteAsync(to.HttpContext);
            });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<Microsoft.AspNetCore.Authorization.IAuthorizationMiddlewareResultHandler, ApiChallenges>();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = "X-Antiforgery";
            antiforgery.Cookie.Name = "mediationhub-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
        });
        // Chinese as it is: each character as an entity would make a page two and a half times as large.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        // A parameter that cannot be read is answered in words, too.
        services.Configure<Microsoft.AspNetCore.Routing.RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddRazorComponents();
        // Styles and scripts, and pages that hold nothing of a stranger's beside their secrets.
        services.AddSingleton<Microsoft.AspNetCore.ResponseCompression.IResponseCompressionProvider, PackedPages>();
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/css", "text/javascript", "image/svg+xml"];
        });
        services.AddHttpContextAccessor();
        services.AddOpenApi("v1", ApiDescription.Configure);
        services.ConfigureHttpJsonOptions(json => ApiDescription.Describe(json.SerializerOptions));
    }

    private static void MapEverything(WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapAccounts();
        api.MapFiles();
        api.MapDrafts();
        api.MapOrganizations();
        api.MapMediators();
        api.MapRoster();
        api.MapDeadlines();
        api.MapLaw();
        api.MapCases();
        api.MapCalendarApi();
        api.MapWorkbenchApi();
        api.MapPerformanceApi();
        api.MapRankings();
        api.MapBoardApi();
        api.MapAlertsApi();
        api.MapPeriods();
        api.MapBaseLists();
        api.MapPapers();
        api.MapBridgePapers();
        api.MapSelectionPapers();
        api.MapImports();
        api.MapDestructions();
        api.MapBridge();
        api.MapSelection();
        api.MapReminders();
        api.MapSatisfaction();
        api.MapSamplings();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

        app.MapGet("/", (HttpContext http) => Results.Redirect(Navigation.HomeOf(http.Actor())));
        app.MapTypeSize();
        app.MapSignIn();
        app.MapWorkbenchPage();
        app.MapPerformancePage();
        app.MapBoardPages();
        app.MapRankingPages();
        app.MapPeriodPages();
        app.MapBaseListPages();
        app.MapAlertPages();
        app.MapCalendarPages();
        app.MapCalendarFeed();
        app.MapOrganizationPages();
        app.MapMediatorPages();
        app.MapRosterPages();
        app.MapDeadlinePage();
        app.MapLawPages();
        app.MapAccountPages();
        app.MapAccessLog();
        app.MapRegisterPages();
        app.MapDraftPages();
        app.MapLists();
        app.MapAgreements();
        app.MapSearch();
        app.MapCasePages();
        app.MapPreview();
        app.MapDestructionPages();
        app.MapBridgePages();
        app.MapCommissionPages();
        app.MapSelectionPages();
        app.MapReminderPages();
        app.MapSatisfactionPages();
        app.MapSamplingPages();
        app.MapSelectionPaperPages();
        app.MapFallback(Unknown).AllowAnonymous();
        app.MapFallback("/api/{**path}", Unknown).AllowAnonymous();   // the one above leaves out what has a dot
    }

    /// <summary>A form is only taken with its token; so is a change over the API by cookie. A bearer token cannot be sent by another site's page.</summary>
    private static async Task Antiforgery(HttpContext http, RequestDelegate next)
    {
        var method = http.Request.Method;
        var safe = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
        var byToken = http.Request.Headers.ContainsKey("Authorization");
        var anonymousApi = IsApi(http) && http.User.Identity is not { IsAuthenticated: true };
        if (!safe && !byToken && !anonymousApi && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            await (IsApi(http) ? Problem.Antiforgery.ExecuteAsync(http) : Pages.Show<MessagePage>(new { Title = "页面已过期", Text = "页面打开过久或已在别处重新登录，为保证安全没有提交。请返回并刷新页面，再次办理。" }, 400).ExecuteAsync(http));
            return;
        }
        await next(http);
    }

    /// <summary>With a first password nothing is done but changing it.</summary>
    private static async Task PasswordFirst(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<SignedIn>() is { MustChangePassword: true } && http.Request.Path.Value is not ("/password" or "/sign-out" or "/api/v1/me" or "/api/v1/me/password" or TypeSize.Path))
        {
            if (IsApi(http)) await Problem.PasswordMustChange.ExecuteAsync(http);
            else http.Response.Redirect("/password");
            return;
        }
        await next(http);
    }

    private static Task SecureHeaders(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/docs")
            ? "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
            : "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'; form-action 'self'; base-uri 'self'; object-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (!http.Request.Path.StartsWithSegments("/js")) headers.CacheControl = "no-store";
        return next(http);
    }

    private static async Task Failed(HttpContext http)
    {
        var error = http.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()!.Error;
        var problem = error switch
        {
            // Something that no text may hold came as far as the database; a statement of ours that it refuses is our own fault.
            PostgresException { SqlState: ['2', '2', ..] } => Problem.Invalid("request", "请求中含有无法使用的字符或者数值，请核对后重试。", "The request holds characters or values that cannot be used."),
            PostgresException { SqlState: ['4', '2', ..] or ['2', '3', ..] } => Internal,
            StoreUnavailableException or NpgsqlException or TimeoutException { Source: "Npgsql" } => Problem.Unavailable,
            AddressException wrong => wrong.Problem,
            // A form is read for its antiforgery token first: what is too large about it comes wrapped.
            BadHttpRequestException { StatusCode: 413 } or Microsoft.AspNetCore.Antiforgery.AntiforgeryValidationException { InnerException: BadHttpRequestException { StatusCode: 413 } } => Problem.TooLarge,
            BadHttpRequestException bad => UnreadParameter().Match(bad.Message) is { Success: true } parameter
                ? Problem.Invalid(parameter.Groups["name"].Value, $"“{parameter.Groups["text"].Value}”不能作为 {parameter.Groups["name"].Value} 的值，请核对接口文档。", $"{parameter.Groups["name"].Value} cannot be “{parameter.Groups["text"].Value}”.")
                : Problem.Invalid("request", "请求格式不正确，请核对参数。", "The request cannot be read: check its parameters."),
            _ => Internal,
        };
        if (problem.Status == 503) http.Response.Headers.RetryAfter = "2";
        if (problem.Status >= 500) Tell(http, error, problem.Status);
        if (IsApi(http)) await problem.ExecuteAsync(http);
        else await Pages.Show<MessagePage>(new { Title = error is AddressException ? "地址有误" : problem.Title.Chinese, Text = problem.Detail.Chinese, Back = error is AddressException ? (http.Request.PathBase + http.Request.Path).Value : null }, problem.Status).ExecuteAsync(http);
    }

    /// <summary>What went wrong and where, without the message, which may quote what was entered.</summary>
    private static void Tell(HttpContext http, Exception error, int status)
    {
        var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("MediationHub.Web.Requests");
        var kind = error.InnerException is { } inner ? $"{error.GetType().Name} < {inner.GetType().Name}" : error.GetType().Name;
        var state = (error as PostgresException ?? error.InnerException as PostgresException)?.SqlState;
        var route = (http.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText;
        if (status == 503) log.LogWarning("{Method} {Route} could not reach the database: {Kind} {SqlState}", http.Request.Method, route, kind, state);
        else log.LogError("{Method} {Route} failed: {Kind} {SqlState}\n{Where}", http.Request.Method, route, kind, state, error.StackTrace);
    }

    private static readonly Problem Internal = new(500, "internal", new("程序出错", "Internal error"), new("程序出现意外错误，本次操作没有完成。请重试；若仍出错，请把发生时间告知系统管理员。", "Something unexpected went wrong; nothing was done. Try again, or tell the administrator the time."));

    /// <summary>What is longer is no choice that any page offers; and where something is typed, no page could repeat it.</summary>
    private const int LongestChoice = 100, LongestTyped = 4_000;

    /// <summary>What in an address is typed or carried along, and told by its own page where it is somewhat too long; all else is chosen from lists.</summary>
    private static readonly HashSet<string> Typed = new(["q", "stream", "recipient", "number", "after", "return", "place"], StringComparer.OrdinalIgnoreCase);

    /// <summary>An address holds no control characters, and no choice is longer than any that is offered: what they would be looked up by cannot exist.</summary>
    private static async Task PlainAddress(HttpContext http, RequestDelegate next)
    {
        var tooLong = HttpMethods.IsGet(http.Request.Method) ? http.Request.Query.FirstOrDefault(q => q.Value.Any(v => v?.Trim().Length > (Typed.Contains(q.Key) ? LongestTyped : LongestChoice))).Key : null;
        var field = tooLong ?? (http.Request.Path.Value!.Any(char.IsControl) ? "path" : http.Request.Query.FirstOrDefault(q => q.Key.Any(char.IsControl) || q.Value.Any(v => v?.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) is true)).Key);
        if (field is null)
        {
            await next(http);
            return;
        }
        var problem = tooLong is null ? Problem.Invalid(field, "地址中含有不可用的控制字符，请删去后重试。", "The address holds control characters: remove them.")
            : field is "q" ? SearchQuery.TooLong
            : Problem.Invalid(field, "地址中有一项查询条件过长，请在页面上重新选择。", "Something in the address is longer than any choice there is.");
        if (IsApi(http)) await problem.ExecuteAsync(http);
        else await Pages.Show<MessagePage>(new { Title = "地址有误", Text = problem.Detail.Chinese, Back = tooLong is null ? null : (http.Request.PathBase + http.Request.Path).Value }, problem.Status).ExecuteAsync(http);
    }

    /// <summary>What no route takes: a body of another kind than JSON is told so, since routing passes over it.</summary>
    private static IResult Unknown(HttpContext http) =>
        !IsApi(http) ? Pages.Missing() : HttpMethods.IsPost(http.Request.Method) && http.Request.ContentType is not null && !http.Request.HasJsonContentType() ? Problem.JsonRequired : Problem.NotFound;

    [System.Text.RegularExpressions.GeneratedRegex("""parameter "\S+ (?<name>\w+)" from "(?<text>[^"]{0,60})""")]
    private static partial System.Text.RegularExpressions.Regex UnreadParameter();

    internal static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/openapi");

    private static Task Redirect(Microsoft.AspNetCore.Authentication.RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions> to)
    {
        to.Response.Redirect(to.RedirectUri);
        return Task.CompletedTask;
    }

    /// <summary>User names are kept as they are, in lower case.</summary>
    private sealed class LowerNormalizer : ILookupNormalizer
    {
        public string? NormalizeName(string? name) => name?.Trim().ToLowerInvariant();
        public string? NormalizeEmail(string? email) => email;
    }

    /// <summary>The API answers 401 and 403 in its own words, whichever way one tried to sign in.</summary>
    private sealed class ApiChallenges : Microsoft.AspNetCore.Authorization.IAuthorizationMiddlewareResultHandler
    {
        private readonly Microsoft.AspNetCore.Authorization.Policy.AuthorizationMiddlewareResultHandler _default = new();

        public Task HandleAsync(RequestDelegate next, HttpContext context, Microsoft.AspNetCore.Authorization.AuthorizationPolicy policy, Microsoft.AspNetCore.Authorization.Policy.PolicyAuthorizationResult authorizeResult) =>
            authorizeResult.Challenged && IsApi(context) ? Problem.NotSignedIn.ExecuteAsync(context) : _default.HandleAsync(next, context, policy, authorizeResult);
    }
}
