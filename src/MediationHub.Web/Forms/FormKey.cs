using System.Security.Cryptography;
using System.Text;
using MediationHub.Store.Log;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Forms;

/// <summary>A form that creates a record has a name of its own, so that sending it twice creates one.</summary>
public static class FormKey
{
    public const string Field = "_key";

    public static string New() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <param name="body">What the form says, as JSON.</param>
    public static IdempotencyKey? Of(HttpContext http, IFormCollection form, string body) =>
        form[Field].ToString() is { Length: 24 } key ? new(http.Actor().UserName, key, SHA256.HashData(Encoding.UTF8.GetBytes($"{http.Request.Path}\n{body}"))) : null;
}
