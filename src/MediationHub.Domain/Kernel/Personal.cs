using System.Text.Json;
using System.Text.Json.Serialization;

namespace MediationHub.Domain.Kernel;

/// <summary>
/// Text that may tell who someone is or what they said in confidence: names, numbers, addresses, statements, offers, reasons.
/// In the log it stands only encrypted, under the key of its stream (PIPL 51); elsewhere it is plain text.
/// </summary>
[JsonConverter(typeof(PersonalConverter))]
public readonly record struct Personal(string? Value)
{
    /// <summary>What a reader finds where the stream's key was destroyed.</summary>
    public static readonly Personal Destroyed = new("〔已销毁〕");

    public bool IsEmpty => string.IsNullOrWhiteSpace(Value);
    public override string ToString() => Value ?? "";

    public static implicit operator Personal(string? text) => new(string.IsNullOrWhiteSpace(text) ? null : text.Trim());
    public static implicit operator string?(Personal text) => text.Value;
}

/// <summary>
/// While a tray is set on the thread, personal text is put into it and only its place is written; reading takes it back from there.
/// Without a tray the text is written as it is (answers to those who may see it, papers' models before encryption).
/// </summary>
public sealed class PersonalTray
{
    [ThreadStatic] private static PersonalTray? _current;

    public List<string> Texts { get; } = [];

    /// <summary>True where the key no longer exists: every place reads as destroyed.</summary>
    public bool Destroyed { get; init; }

    public static PersonalTray? Current => _current;

    /// <summary>Runs <paramref name="work"/> without any tray: personal text is written as it is.</summary>
    public static T Plainly<T>(Func<T> work)
    {
        var before = _current;
        _current = null;
        try { return work(); }
        finally { _current = before; }
    }

    /// <summary>Runs <paramref name="work"/> with this tray on the thread.</summary>
    public T With<T>(Func<T> work)
    {
        var before = _current;
        _current = this;
        try { return work(); }
        finally { _current = before; }
    }
}

internal sealed class PersonalConverter : JsonConverter<Personal>
{
    public override bool HandleNull => true;

    public override Personal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => default,
        JsonTokenType.String => new Personal(reader.GetString()),
        JsonTokenType.Number when PersonalTray.Current is { Destroyed: true } => Personal.Destroyed,
        JsonTokenType.Number when PersonalTray.Current is { } tray => new Personal(tray.Texts[reader.GetInt32()]),
        _ => throw new JsonException("personal text outside its tray"),
    };

    public override void Write(Utf8JsonWriter writer, Personal value, JsonSerializerOptions options)
    {
        if (value.Value is null) writer.WriteNullValue();
        else if (PersonalTray.Current is { } tray)
        {
            writer.WriteNumberValue(tray.Texts.Count);
            tray.Texts.Add(value.Value);
        }
        else writer.WriteStringValue(value.Value);
    }
}
