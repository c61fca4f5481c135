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
            return (null, Problem.JsonRequired);
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

    /// <summary>What a request's body says, or why it cannot be taken.</summary>
    public static async Task<(T? Value, Problem? Problem)> Read<T>(HttpContext http) where T : class
    {
        var (body, tooLarge) = await Read(http);
        return tooLarge is not null ? (null, tooLarge) : body!.As<T>();
    }

    /// <summary>The same with the caller's own name for the request, if it gave one.</summary>
    public static async Task<(T? Value, IdempotencyKey? Key, Problem? Problem)> ReadKeyed<T>(HttpContext http) where T : class
    {
        var (body, tooLarge) = await Read(http);
        if (tooLarge is not null) return (null, null, tooLarge);
        var (value, invalid) = body!.As<T>();
        if (invalid is not null) return (null, null, invalid);
        var (key, badKey) = body.Idempotency(http);
        return (value, key, badKey);
    }

    /// <summary>What the body says, or which field cannot be read.</summary>
    public (T? Value, Problem? Problem) As<T>() where T : class
    {
        try
        {
            if (EmptyItem() is { } empty) return (null, Problem.Invalid(empty, "列表中不能有空项，请删去或者填写。", "A list cannot hold null: leave it out or fill it in."));
            if (Unprintable() is { } field) return (null, Problem.Invalid(field, "文字中含有不可用的控制字符，请删去后再提交。", "The text holds control characters: remove them."));
            return (JsonSerializer.Deserialize<T>(_bytes.Length == 0 ? "{}"u8 : _bytes, Wire.Input) ?? throw new JsonException("null"), null);
        }
        catch (JsonException e)
        {
            return (null, Explain(e, typeof(T)));
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

    /// <summary>The first field whose text holds a control character that no text may hold, written as an escape; PostgreSQL stores no NUL anywhere.</summary>
    private string? Unprintable()
    {
        if (_bytes.AsSpan().IndexOf("\\u00"u8) < 0) return null;
        using var document = JsonDocument.Parse(_bytes);
        return In(document.RootElement, "");

        static string? In(JsonElement element, string path) => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().Select(p => Bad(p.Name) ? "body" : In(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}")).FirstOrDefault(p => p is not null),
            JsonValueKind.Array => element.EnumerateArray().Select((e, i) => In(e, $"{path}[{i}]")).FirstOrDefault(p => p is not null),
            JsonValueKind.String when Bad(element.GetString()!) => path,
            _ => null,
        };

        static bool Bad(string text) => text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
    }

    /// <summary>The first null in a list: no list of the API holds nothing at a place.</summary>
    private string? EmptyItem()
    {
        if (_bytes.AsSpan().IndexOf("null"u8) < 0) return null;
        using var document = JsonDocument.Parse(_bytes);
        return In(document.RootElement, "");

        static string? In(JsonElement element, string path) => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().Select(p => In(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}")).FirstOrDefault(p => p is not null),
            JsonValueKind.Array => element.EnumerateArray().Select((e, i) => e.ValueKind is JsonValueKind.Null ? $"{path}[{i}]" : In(e, $"{path}[{i}]")).FirstOrDefault(p => p is not null),
            _ => null,
        };
    }

    private Problem Explain(JsonException e, Type asked)
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
        var (chinese, english) = !IsJson() ? ("内容不是有效的 JSON。", "This is not valid JSON.") : At(asked, e.Path) is not { } place ? ("此项的写法不对，请核对接口文档。", "This is not written as it should be: see the documentation.") : place.IsNull ? ("此项不能为空。", "This cannot be null.") : place.Type switch
        {
            var t when t == typeof(DateOnly) => ("日期无效，请写成 2026-11-02 这样，并核对该日是否存在。", "Not a date: write it like 2026-11-02, and check that the day exists."),
            var t when t == typeof(DateTimeOffset) => ("时间无效，请写成 2026-11-02T09:10:00+08:00 这样，须带时区。", "Not an instant: write it like 2026-11-02T09:10:00+08:00, with its offset."),
            var t when t == typeof(decimal) && place.Number is not null => ("数字过大，请核对后重新填写。", "The number is too large: check it."),
            var t when t == typeof(decimal) => ("此项应为数字，不加引号。", "This is a number, without quotes."),
            var t when t == typeof(bool) => ("此项应为 true 或 false。", "This is true or false."),
            var t when (t == typeof(int) || t == typeof(long)) && place.Number is { } number => Math.Abs(number) >= int.MaxValue ? ("数字过大，请核对后重新填写。", "The number is too large: check it.") : ("此项应为整数，不带小数。", "This is a whole number, without decimals."),
            var t when t == typeof(int) || t == typeof(long) => ("此项应为整数，不加引号。", "This is a whole number, without quotes."),
            { IsEnum: true } => ("这个词不在可选范围内，请核对接口文档的词表。", "Not one of the words that may stand here: see the documentation's list."),
            var t when t == typeof(string) || t == typeof(Personal) || t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>)) => ("此项应为文字。", "This is text."),
            var t when t.IsAssignableTo(typeof(System.Collections.IEnumerable)) => ("此项应为列表。", "This is a list."),
            _ => ("此项应为对象。", "This is an object."),
        };
        var field = Field(e.Path);
        return Problem.Invalid(field.Length == 0 ? "body" : field, chinese, english);
    }

    private bool IsJson()
    {
        try
        {
            using var document = JsonDocument.Parse(_bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What the type has at a path, whether the body says null there, and the number that it says.</summary>
    private (Type Type, bool IsNull, double? Number)? At(Type type, string? path)
    {
        using var document = JsonDocument.Parse(_bytes);
        JsonElement? element = document.RootElement;
        foreach (Match step in Step().Matches(path ?? "$"))
        {
            var info = Wire.Input.GetTypeInfo(type);
            if (step.Groups["index"] is { Success: true } index)
            {
                if (info.ElementType is not { } inner) return null;
                type = inner;
                element = element is { ValueKind: JsonValueKind.Array } list && int.Parse(index.ValueSpan, System.Globalization.CultureInfo.InvariantCulture) is var n && n < list.GetArrayLength() ? list[n] : null;
            }
            else
            {
                var name = step.Groups["name"].Value;
                if (info.Properties.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } property) return null;
                type = property.PropertyType;
                element = element is { ValueKind: JsonValueKind.Object } owner && owner.TryGetProperty(name, out var value) ? value : null;
            }
            type = Nullable.GetUnderlyingType(type) ?? type;
        }
        return (type, element is { ValueKind: JsonValueKind.Null }, element is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var said) ? said : null);
    }

    private static string Field(string? path) => path is null or "$" ? "body" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    [GeneratedRegex(@"\.(?<name>[A-Za-z0-9_]+)|\[(?<index>\d+)\]|\['(?<name>[^']+)'\]")]
    private static partial Regex Step();

    [GeneratedRegex("missing required properties including: (.*)\\.?$")]
    private static partial Regex MissingProperties();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
