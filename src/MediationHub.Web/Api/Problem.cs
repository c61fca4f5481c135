using System.Text.Json;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Hosting;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Api;

/// <summary>A refusal on the wire: RFC 9457 with a stable code, in Chinese, or in English where that is asked for.</summary>
public sealed record Problem(int Status, string Code, Text Title, Text Detail) : IResult
{
    public string? Basis { get; init; }
    public IReadOnlyDictionary<string, Text[]>? Errors { get; init; }
    public object? Conflict { get; init; }

    public static readonly Problem NotSignedIn = new(401, "not-signed-in", new("未登录", "Not signed in"), new("请先登录，或在 Authorization 头中附上有效的令牌。", "Sign in first, or send a valid token in the Authorization header."));
    public static readonly Problem NotFound = new(404, "not-found", new("没有找到", "Not found"), new("没有这条记录，或者它不在您的权限范围内。请核对编号。", "There is no such record, or it is outside your scope. Check the id."));
    public static readonly Problem Forbidden = new(403, "forbidden", new("无权操作", "Not yours to do"), new("您可以查看这条记录，但这项操作不属于您的职责，请交由有权限的人员办理。", "You may see this record, but this is not yours to do: ask whoever is in charge of it."));
    public static readonly Problem IfMatchMissing = new(428, "if-match-required", new("缺少版本号", "Version required"), new("请在 If-Match 头中附上您看到的版本（ETag），以免覆盖他人的修改。", "Send the version (ETag) you saw in If-Match, so that nobody's change is lost."));
    public static readonly Problem IfMatchInvalid = Invalid("If-Match", "If-Match 应为带引号的版本号，例如 \"5\"。", "If-Match is a version in quotes, such as \"5\".");
    public static readonly Problem KeyReused = new(422, "idempotency-key-reused", new("重复使用的幂等键", "Idempotency key reused"), new("这个 Idempotency-Key 已用于另一个不同的请求，请换一个新的键。", "This Idempotency-Key stands for another request: use a new one."));
    public static readonly Problem InProgress = new(409, "in-progress", new("正在处理", "In progress"), new("同一请求的第一次提交仍在处理，请稍候再取结果。", "The first request with this key is still running: ask again in a moment."));
    public static readonly Problem Unavailable = new(503, "store-unavailable", new("服务暂时不可用", "Temporarily unavailable"), new("数据库暂时无法使用，本次操作没有得到确认。请稍候重试；带同一 Idempotency-Key 重试不会重复办理。", "The database does not answer; this request was not acknowledged. Try again soon: with the same Idempotency-Key nothing happens twice."));
    public static readonly Problem JsonRequired = new(415, "json-required", new("须为 JSON", "JSON required"), new("请以 application/json 提交。", "Send application/json."));
    public static readonly Problem TooLarge = new(413, "body-too-large", new("内容过大", "Too large"), new("提交的内容超过上限（普通请求 1 MB，文件 20 MB），请缩短文字，较长的材料请作为附件上传。", "The body is over the limit (1 MB, files 20 MB): shorten it, and upload long material as a file."));
    public static readonly Problem Destroyed = new(410, "destroyed", new("已销毁", "Destroyed"), new("案件卷宗已依保管期限销毁，文书和文件不再存在，只保留案号、日期和统计数据。", "The file was destroyed at the end of its retention period; only number, days and figures remain."));
    public static readonly Problem Antiforgery = new(400, "antiforgery", new("页面已过期", "Page expired"), new("页面的安全令牌缺失或已失效，请刷新页面后重试。", "The page's security token is missing or has run out: reload the page and try again."));
    public static readonly Problem PasswordMustChange = new(403, "password-must-change", new("须先修改密码", "Change the password first"), new("首次登录须先修改初始密码，再办理业务。", "Change the initial password before anything else."));

    public static Problem Invalid(string field, string chinese, string english) =>
        new(400, "invalid", new("填写有误", "Invalid"), new(chinese, english)) { Errors = new Dictionary<string, Text[]> { [field] = [new(chinese, english)] } };

    public static Problem Of(Refusal refusal) => refusal.Kind is RefusalKind.Invalid
        ? new(400, refusal.Code, new("填写有误", "Invalid"), new(refusal.Chinese, refusal.English)) { Errors = refusal.Fields, Basis = refusal.Basis }
        : new(409, refusal.Code, new("不能办理", "Refused"), new(refusal.Chinese, refusal.English)) { Basis = refusal.Basis, Errors = refusal.Fields };

    /// <summary>Why nothing was done, where it is neither a rule nor another's change.</summary>
    public static Problem Of(AnswerKind kind) => kind switch
    {
        AnswerKind.NotFound => NotFound,
        AnswerKind.Forbidden => Forbidden,
        AnswerKind.KeyReused => KeyReused,
        AnswerKind.InProgress => InProgress,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static Problem Stale(int yours, int current, object changes) =>
        new(412, "stale", new("记录已有新变化", "Changed since"), new($"您看到的是第 {yours} 版，现在是第 {current} 版。请查看变化后再办理。", $"You saw version {yours}; it is now {current}. Look at what changed, then decide again."))
        { Conflict = new { yourVersion = yours, currentVersion = current, changes } };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var english = httpContext.InEnglish();
        string Say(Text text) => english ? text.English : Features.Cases.CaseText.FullWidth(text.Chinese);
        httpContext.Response.StatusCode = Status;
        if (Status is 401) httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        var body = new
        {
            type = "about:blank",
            title = Say(Title),
            status = Status,
            detail = Say(Detail),
            code = Code,
            basis = Basis,
            errors = Errors?.ToDictionary(e => e.Key, e => e.Value.Select(Say).ToArray()),
            conflict = Conflict,
        };
        return httpContext.Response.WriteAsJsonAsync(body, Wire.Json, "application/problem+json", httpContext.RequestAborted);
    }
}

public static class Language
{
    /// <summary>English where a caller of the API prefers it, otherwise Chinese. The pages are in Chinese for every browser, and so is what their scripts, which come with the session's cookie, are answered (decision 0040).</summary>
    public static bool InEnglish(this HttpContext http) =>
        HubApplication.IsApi(http) && !http.Request.Cookies.ContainsKey(Signing.CookieName) && http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault()?.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) is true;
}
