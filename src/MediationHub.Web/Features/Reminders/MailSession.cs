using System.Globalization;
using System.Net.Mail;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MediationHub.Web.Features.Reminders;

/// <summary>The mail server said no, or said nothing that SMTP knows.</summary>
/// <param name="code">Its reply; 0 where there was none.</param>
internal sealed class MailRefusedException(int code, bool noMailbox = false) : Exception(code == 0 ? "no answer" : $"SMTP {code}")
{
    /// <summary>The mailbox is not there: no use in trying again.</summary>
    public bool NoMailbox { get; } = noMailbox;
}

/// <summary>One mail, as it is handed over. Its text goes as base64: no line of it is too long, and none means anything to the server.</summary>
internal sealed record Letter(MailAddress From, MailAddress To, string Subject, string Body, string MessageId)
{
    public string Source(DateTimeOffset at) =>
        $"""
        Date: {at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)}
        From: {(From.DisplayName.Length > 0 ? Encoded(From.DisplayName) + " " : "")}<{From.Address}>
        To: <{To.Address}>
        Subject: {Encoded(Subject)}
        Message-ID: <{MessageId}>
        Auto-Submitted: auto-generated
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String(Encoding.UTF8.GetBytes(Body), Base64FormattingOptions.InsertLineBreaks)}

        """.ReplaceLineEndings("\r\n");

    /// <summary>RFC 2047, in words of at most 75 characters, never through the middle of a character.</summary>
    private static string Encoded(string text)
    {
        var words = new List<string>();
        var word = "";
        foreach (var rune in text.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(word) + rune.Utf8SequenceLength > 42)
            {
                words.Add(word);
                word = "";
            }
            word += rune.ToString();
        }
        return string.Join("\r\n ", words.Append(word).Select(w => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(w))}?="));
    }
}

/// <summary>
/// A conversation with a mail server (RFC 5321), in clear, encrypted after STARTTLS (RFC 3207), or encrypted from its first byte (RFC 8314). The framework's own client
/// knows the first two alone, and offices whose mail is served on port 465 only are many.
/// </summary>
internal sealed class MailSession : IAsyncDisposable
{
    private const int LongestLine = 2_000;
    private const int MostLines = 100;

    private readonly TcpClient _socket = new();
    private readonly byte[] _one = new byte[1];
    private Stream _line = Stream.Null;
    private HashSet<string> _offers = [];

    private MailSession()
    {
    }

    /// <param name="trusted">Certificates of authorities to rely on beside the machine's.</param>
    /// <exception cref="MailRefusedException">The server refused.</exception>
    /// <exception cref="SocketException">It cannot be reached.</exception>
    /// <exception cref="AuthenticationException">Its certificate is not vouched for, or is another's.</exception>
    public static async Task Send(SmtpServer server, Letter letter, CancellationToken cancel, X509Certificate2Collection? trusted = null)
    {
        if (!Plain(letter.From.Address) || !Plain(letter.To.Address)) throw new FormatException("not an address of ASCII letters");
        await using var session = new MailSession();
        await session.Open(server, trusted, cancel);
        await session.Say($"MAIL FROM:<{letter.From.Address}>", [250], cancel);
        await session.Say($"RCPT TO:<{letter.To.Address}>", [250, 251], cancel, toMailbox: true);
        await session.Say("DATA", [354], cancel);
        // No line of the source begins with a dot: headers have names, and base64 has none.
        await session.Say($"{letter.Source(DateTimeOffset.UtcNow)}.", [250], cancel);
        // It is delivered; how the server says goodbye changes nothing.
        await session._line.WriteAsync("QUIT\r\n"u8.ToArray(), cancel);

        static bool Plain(string address) => address.All(c => c is > ' ' and < (char)127 and not '<' and not '>');
    }

    public async ValueTask DisposeAsync()
    {
        await _line.DisposeAsync();
        _socket.Dispose();
    }

    private async Task Open(SmtpServer server, X509Certificate2Collection? trusted, CancellationToken cancel)
    {
        await _socket.ConnectAsync(server.Host, server.Port, cancel);
        _line = _socket.GetStream();
        if (server.Encryption is MailEncryption.Implicit) await Encrypt(server.Host, trusted, cancel);
        await Answer([220], cancel);
        await Greet(cancel);
        if (server.Encryption is MailEncryption.StartTls)
        {
            if (!_offers.Contains("STARTTLS")) throw new MailRefusedException(502);
            await Say("STARTTLS", [220], cancel);
            await Encrypt(server.Host, trusted, cancel);
            await Greet(cancel);
        }
        if (server.User is not { } user) return;
        var ways = _offers.FirstOrDefault(o => o.StartsWith("AUTH ", StringComparison.Ordinal))?.Split(' ') ?? [];
        if (ways.Contains("PLAIN")) await Say($"AUTH PLAIN {Base64($"\0{user}\0{server.Password}")}", [235], cancel);
        else if (ways.Contains("LOGIN"))
        {
            await Say("AUTH LOGIN", [334], cancel);
            await Say(Base64(user), [334], cancel);
            await Say(Base64(server.Password ?? ""), [235], cancel);
        }
        else throw new MailRefusedException(504);

        static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    }

    private async Task Encrypt(string host, X509Certificate2Collection? trusted, CancellationToken cancel)
    {
        var encrypted = new SslStream(_line);
        _line = encrypted;
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (trusted is not null)
        {
            options.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }
        await encrypted.AuthenticateAsClientAsync(options, cancel);
    }

    private async Task Greet(CancellationToken cancel)
    {
        await Write("EHLO [127.0.0.1]\r\n", cancel);
        _offers = [.. (await Answer([250], cancel)).Skip(1).Select(l => l.ToUpperInvariant())];
    }

    private async Task Say(string words, int[] expected, CancellationToken cancel, bool toMailbox = false)
    {
        await Write(words + "\r\n", cancel);
        await Answer(expected, cancel, toMailbox);
    }

    private Task Write(string text, CancellationToken cancel) => _line.WriteAsync(Encoding.ASCII.GetBytes(text), cancel).AsTask();

    /// <summary>The texts of the reply's lines. It is read byte by byte: what a server sent before it was asked to encrypt is never taken for what it says afterwards.</summary>
    private async Task<List<string>> Answer(int[] expected, CancellationToken cancel, bool toMailbox = false)
    {
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            var line = new StringBuilder();
            while (line.Length < LongestLine)
            {
                if (await _line.ReadAsync(_one, cancel) == 0) throw new MailRefusedException(0);
                if (_one[0] == '\n') break;
                if (_one[0] != '\r') line.Append((char)_one[0]);
            }
            if (line.Length < 3 || !int.TryParse(line.ToString(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)) throw new MailRefusedException(0);
            lines.Add(line.Length > 4 ? line.ToString(4, line.Length - 4) : "");
            if (line.Length > 3 && line[3] == '-') continue;
            return expected.Contains(code) ? lines : throw new MailRefusedException(code, toMailbox && code is 550 or 551 or 553);
        }
        throw new MailRefusedException(0);
    }
}
