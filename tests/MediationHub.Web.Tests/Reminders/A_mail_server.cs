using System.Net;
using System.Net.Mail;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MediationHub.Web.Features.Reminders;
using Microsoft.Extensions.Configuration;

namespace MediationHub.Web.Tests.Reminders;

/// <summary>A server of the test's own, which notes what it is told.</summary>
public class A_mail_server
{
    private static readonly MailAddress Hub = new("hub@example.gov.cn", "调解平台");
    private static readonly Letter Letter = new(Hub, new("li@example.gov.cn"), $"【调解工作台】春城朝阳劳调〔2026〕117号案件的调解期限于2026年11月24日届满，请当日办结", ".\n调解期限于今日届满。\n", "a1b2@example.gov.cn");

    [Theory]
    [InlineData(MailEncryption.None)]
    [InlineData(MailEncryption.StartTls)]
    [InlineData(MailEncryption.Implicit)]
    internal async Task Gets_the_letter_whole_however_the_line_is_encrypted(MailEncryption encryption)
    {
        await using var server = new Listening(encryption);
        await MailSession.Send(server.Settings, Letter, Soon, server.Trust);
        var (heard, letter) = await server.Heard;

        Assert.Equal(Convert.ToBase64String("\0hub\0geheim:密"u8), heard.Single(l => l.StartsWith("AUTH PLAIN ", StringComparison.Ordinal))[11..]);
        Assert.Contains("MAIL FROM:<hub@example.gov.cn>", heard);
        Assert.Contains("RCPT TO:<li@example.gov.cn>", heard);
        if (encryption is MailEncryption.StartTls) Assert.True(heard.IndexOf("STARTTLS") < heard.FindIndex(l => l.StartsWith("AUTH", StringComparison.Ordinal)));
        Assert.All(letter.Split("\r\n"), l => Assert.True(l.Length <= 78 && l.All(char.IsAscii), l));
        var (headers, body) = (letter[..letter.IndexOf("\r\n\r\n", StringComparison.Ordinal)], letter[(letter.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Equal(Letter.Body, Encoding.UTF8.GetString(Convert.FromBase64String(body)));
        var subject = string.Concat(headers.Replace("\r\n ", "\n ").Split("\r\n").Single(h => h.StartsWith("Subject: ", StringComparison.Ordinal))[9..].Split("\n ").Select(w => Encoding.UTF8.GetString(Convert.FromBase64String(w["=?utf-8?B?".Length..^2]))));
        Assert.Equal(Letter.Subject, subject);
        Assert.Contains("Message-ID: <a1b2@example.gov.cn>", headers);
    }

    [Theory]
    [InlineData(MailEncryption.StartTls)]
    [InlineData(MailEncryption.Implicit)]
    internal async Task That_nobody_vouches_for_gets_neither_password_nor_letter(MailEncryption encryption)
    {
        await using var server = new Listening(encryption);
        await Assert.ThrowsAsync<AuthenticationException>(() => MailSession.Send(server.Settings, Letter, Soon));
        Assert.DoesNotContain((await server.Heard).Lines, l => l.StartsWith("AUTH", StringComparison.Ordinal) || l.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    internal async Task That_does_not_encrypt_where_it_is_asked_to_gets_nothing()
    {
        await using var server = new Listening(MailEncryption.None);
        Assert.Equal("SMTP 502", (await Assert.ThrowsAsync<MailRefusedException>(() => MailSession.Send(server.Settings with { Encryption = MailEncryption.StartTls }, Letter, Soon))).Message);
        Assert.DoesNotContain((await server.Heard).Lines, l => l.StartsWith("AUTH", StringComparison.Ordinal) || l.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    internal async Task That_knows_no_such_mailbox_is_not_asked_again()
    {
        await using var server = new Listening(MailEncryption.None);
        var refused = await Assert.ThrowsAsync<MailRefusedException>(() => MailSession.Send(server.Settings, Letter with { To = new("nobody@example.gov.cn") }, Soon));
        Assert.Equal(("SMTP 550", true), (refused.Message, refused.NoMailbox));
    }

    [Fact]
    internal async Task Is_not_bothered_with_an_address_that_says_more_than_one() =>
        await Assert.ThrowsAsync<FormatException>(() => MailSession.Send(new("127.0.0.1", 1, MailEncryption.None, null, null, "hub@example.gov.cn"), Letter with { To = new("\"a> RCPT TO:<b\"@example.gov.cn") }, Soon));

    [Theory]
    [InlineData("smtps://hub:a%3Ab@mail.example.gov.cn", 465, MailEncryption.Implicit)]
    [InlineData("smtp://mail.example.gov.cn:587", 587, MailEncryption.StartTls)]
    [InlineData("smtp://mail.example.gov.cn?starttls=false", 25, MailEncryption.None)]
    [InlineData("smtp://127.0.0.1:2525", 2525, MailEncryption.None)]
    internal void Is_named_by_its_address(string address, int port, MailEncryption encryption)
    {
        var settings = ChannelSettings.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["MEDIATIONHUB_SMTP"] = address, ["MEDIATIONHUB_MAIL_FROM"] = "hub@example.gov.cn" }).Build()).Smtp!;
        Assert.Equal((port, encryption), (settings.Port, settings.Encryption));
    }

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    private sealed class Listening : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly X509Certificate2 _certificate = Certificate();
        private readonly MailEncryption _encryption;

        public Listening(MailEncryption encryption)
        {
            _encryption = encryption;
            _listener.Start();
            Settings = new("localhost", ((IPEndPoint)_listener.LocalEndpoint).Port, encryption, "hub", "geheim:密", "hub@example.gov.cn");
            Heard = Task.Run(Serve);
        }

        public SmtpServer Settings { get; }
        public X509Certificate2Collection Trust => [_certificate];
        public Task<(List<string> Lines, string Letter)> Heard { get; }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await Task.WhenAny(Heard);
            _certificate.Dispose();
        }

        private async Task<(List<string>, string)> Serve()
        {
            var (heard, letter) = (new List<string>(), "");
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                Stream line = client.GetStream();
                var encrypted = _encryption is MailEncryption.Implicit;
                if (encrypted) line = await Encrypt(line);
                var (reader, writer) = Open(line);
                await writer.WriteLineAsync("220 test");
                while (await reader.ReadLineAsync() is { } said)
                {
                    heard.Add(said);
                    switch (said.Split(' ', ':')[0])
                    {
                        case "EHLO":
                            await writer.WriteLineAsync($"250-test\r\n{(_encryption is MailEncryption.StartTls && !encrypted ? "250-STARTTLS\r\n" : "")}250 AUTH PLAIN LOGIN");
                            break;
                        case "STARTTLS":
                            await writer.WriteLineAsync("220 go");
                            (encrypted, line) = (true, await Encrypt(line));
                            (reader, writer) = Open(line);
                            break;
                        case "AUTH": await writer.WriteLineAsync("235 ok"); break;
                        case "RCPT": await writer.WriteLineAsync(said.Contains("nobody") ? "550 unknown" : "250 ok"); break;
                        case "DATA":
                            await writer.WriteLineAsync("354 go");
                            while (await reader.ReadLineAsync() is { } more && more != ".") letter += more + "\r\n";
                            await writer.WriteLineAsync("250 ok");
                            break;
                        case "QUIT": return (heard, letter);
                        default: await writer.WriteLineAsync("250 ok"); break;
                    }
                }
            }
            catch (Exception e) when (e is IOException or AuthenticationException or SocketException or ObjectDisposedException)
            {
                // The other side hung up.
            }
            return (heard, letter);
        }

        private async Task<Stream> Encrypt(Stream line)
        {
            var stream = new SslStream(line);
            await stream.AuthenticateAsServerAsync(_certificate);
            return stream;
        }

        private static (StreamReader, StreamWriter) Open(Stream line) => (new(line, Encoding.ASCII), new(line, Encoding.ASCII) { AutoFlush = true, NewLine = "\r\n" });

        private static X509Certificate2 Certificate()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
            return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        }
    }
}
