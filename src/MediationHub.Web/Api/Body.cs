using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Log;

namespace MediationHub.Web.Api;

/// <summary>A request's JSON body, and what its bytes are to an idempotency key.</summary>
public sealed partial class Body
{
    /// <summary>1 MB of JSON; files come by multipart.</summary>
    public const int MostBytes = 1024 * 1024;

    private readonly byte[] _bytes;

    private Body(byte[] bytes) => _bytes = bytes;

    /// <summary>A body that did not come over the wire.</summary>
    public static Body Of(byte[] bytes) => new(bytes);

    /// <summary>Reads the whole body, or says why not.</summary>
    public static async Task<(Body? Body, Problem? Problem)> Read(HttpContext http)
    {
        if (http.Request.ContentLength > MostBytes) return (null, Problem.TooLarge);
        if (http.Request.ContentLength is > 0 && !http.Request.HasJsonContentType())
            return (null, new(415, "json-required", new("须为 JSON", "JSON required"), new("请以 application/json 提交。", "Send application/json.")));
        while (true)
        {
            var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted);
            if (read.Buffer.Length > MostBytes)
            {
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);   // so that the server can read on to the end and be heard
                return (null, Problem.TooLarge);
            }
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                return (new(bytes), null);
            }
            http.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>What the body says, or which field cannot be read.</summary>
    public (T? Value, Problem? Problem) As<T>() where T : class
    {
        try
        {
            return (JsonSerializer.Deserialize<T>(_bytes.Length == 0 ? "{}"u8 : _bytes, Wire.Input) ?? throw new JsonException("null"), null);
        }
        catch (JsonException e)
        {
            return (null, Explain(e));
        }
    }

    /// <summary>The caller's own name for this request, if it gave one.</summary>
    public (IdempotencyKey? Key, Problem? Problem) Idempotency(HttpContext http)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0) return (null, null);
        if (key.Length > 200 || key.Any(char.IsControl)) return (null, Problem.Invalid("Idempotency-Key", "Idempotency-Key 应为 1 至 200 个可见字符。", "Idempotency-Key has 1 to 200 visible characters."));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n"));
        hash.AppendData(_bytes);
        return (new(http.Request.HttpContext.User.Identity!.Name!, key, hash.GetHashAndReset()), null);
    }

    private static Problem Explain(JsonException e)
    {
        if (MissingProperties().Match(e.Message) is { Success: true } missing)
        {
            var fields = Quoted().Matches(missing.Groups[1].Value).Select(m => JsonNamingPolicy.CamelCase.ConvertName(m.Groups[1].Value)).ToList();
            var at = Field(e.Path);
            return new(400, "invalid", new("填写有误", "Invalid"), new($"缺少必填项：{string.Join("、", fields)}。", $"Required: {string.Join(", ", fields)}."))
            {
                Errors = fields.ToDictionary(f => at.Length == 0 || at == "body" ? f : $"{at}.{f}", _ => new[] { new Text("此项必填。", "This is required.") }),
            };
        }
        var field = Field(e.Path);
        var (chinese, english) = e.Message switch
        {
            var m when m.Contains("DateOnly", StringComparison.Ordinal) => ("日期无效，请写成 2026-11-02 这样，并核对该日是否存在。", "Not a date: write it like 2026-11-02, and check that the day exists."),
            var m when m.Contains("DateTimeOffset", StringComparison.Ordinal) => ("时间无效，请写成 2026-11-02T09:10:00+08:00 这样。", "Not an instant: write it like 2026-11-02T09:10:00+08:00."),
            var m when m.Contains("Decimal", StringComparison.Ordinal) => ("此项应为数字。", "This is a number."),
            var m when m.Contains("Boolean", StringComparison.Ordinal) => ("此项应为 true 或 false。", "This is true or false."),
            var m when m.Contains("Int32", StringComparison.Ordinal) => ("此项应为整数。", "This is a whole number."),
            var m when m.Contains("could not be converted", StringComparison.Ordinal) => ("这个词不在可选范围内，请核对接口文档的词表。", "Not one of the words that may stand here: see the documentation's list."),
            var m when m.Contains("not expected to be null", StringComparison.Ordinal) || m.Contains("doesn't allow", StringComparison.Ordinal) => ("此项不能为空。", "This cannot be null."),
            _ => ("内容不是有效的 JSON。", "This is not valid JSON."),
        };
        return Problem.Invalid(field.Length == 0 ? "body" : field, chinese, english);
    }

    private static string Field(string? path) => path is null or "$" ? "body" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    [GeneratedRegex("missing required properties including: (.*)\\.?$")]
    private static partial Regex MissingProperties();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
