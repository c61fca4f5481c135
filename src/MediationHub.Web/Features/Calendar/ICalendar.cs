using System.Globalization;
using System.Text;
using MediationHub.Domain.Cases;

namespace MediationHub.Web.Features.Calendar;

/// <summary>
/// Writes calendars as RFC 5545 asks for them: lines end in CRLF and are folded at 75 octets between characters, text is escaped,
/// times stand in UTC, so that no program needs to know a zone.
/// </summary>
public sealed class ICalendar
{
    public const string MediaType = "text/calendar; charset=utf-8";

    private const int LongestLine = 75;
    private readonly StringBuilder _text = new();

    private ICalendar(string method)
    {
        Line("BEGIN", "VCALENDAR");
        Line("VERSION", "2.0");
        Line("PRODID", "-//MediationHub//Sessions//ZH");
        Line("CALSCALE", "GREGORIAN");
        Line("METHOD", method);
    }

    /// <summary>The sessions of a person or a house, for a program that reads them again and again. It tells case number and place, and nobody's name.</summary>
    public static string Feed(string name, IEnumerable<(string CaseId, string Number, Session Session)> sessions, DateTimeOffset now)
    {
        var calendar = new ICalendar("PUBLISH");
        calendar.Text("X-WR-CALNAME", name);
        calendar.Line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        calendar.Line("X-PUBLISHED-TTL", "PT1H");
        foreach (var (caseId, number, session) in sessions) calendar.Event(caseId, number, session, now, null, []);
        return calendar.End();
    }

    /// <summary>One session for those who are to come: under the same UID each time, counted up with each change, taken back when it is called off.</summary>
    /// <param name="attendees">E-mail addresses of those who are told of it.</param>
    public static string Invitation(string caseId, string number, Session session, string organization, IEnumerable<string> attendees, DateTimeOffset now)
    {
        var calendar = new ICalendar(session.Status is SessionStatus.Cancelled ? "CANCEL" : "REQUEST");
        calendar.Event(caseId, number, session, now, organization, attendees);
        return calendar.End();
    }

    /// <summary>What names a session in every calendar, whatever becomes of it.</summary>
    public static string Uid(string caseId, string sessionId) => $"{caseId}-{sessionId}@mediationhub";

    private void Event(string caseId, string number, Session session, DateTimeOffset now, string? organization, IEnumerable<string> attendees)
    {
        var cancelled = session.Status is SessionStatus.Cancelled;
        Line("BEGIN", "VEVENT");
        Line("UID", Uid(caseId, session.Id));
        Line("SEQUENCE", session.Sequence.ToString(CultureInfo.InvariantCulture));
        Line("DTSTAMP", Time(now));
        Line("DTSTART", Time(session.StartsAt));
        Line("DTEND", Time(session.EndsAt));
        Text("SUMMARY", $"{(cancelled ? "已取消：" : "")}调解会议 {number}");
        Text("LOCATION", session.Place.Value ?? "");
        Line("STATUS", cancelled ? "CANCELLED" : "CONFIRMED");
        Line("CLASS", "PRIVATE");
        if (organization is not null)
        {
            // Nobody reads answers: the parties reply to the organization by the way they were told.
            Line($"ORGANIZER;CN={Parameter(organization)}", "mailto:no-reply@mediationhub.invalid");
            foreach (var address in attendees.Where(IsAddress)) Line("ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE", $"mailto:{address}");
        }
        Line("END", "VEVENT");
    }

    private string End()
    {
        Line("END", "VCALENDAR");
        return _text.ToString();
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static bool IsAddress(string address) => address.Length is > 2 and < 255 && address.IndexOf('@') > 0 && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or ';' or ',' or ':' or '<' or '>');

    /// <summary>Text as a value (RFC 5545 §3.3.11); other signs of control cannot stand there.</summary>
    private void Text(string name, string text) =>
        Line(name, string.Concat(text.Replace("\r\n", "\n").Where(c => c is '\n' or '\t' || !char.IsControl(c))).Replace("\\", "\\\\").Replace(";", "\\;").Replace(",", "\\,").Replace("\n", "\\n"));

    /// <summary>Text as a parameter's value (§3.2): in quotes, which it cannot hold itself.</summary>
    private static string Parameter(string text) => $"\"{string.Concat(text.Where(c => c is not '"' && !char.IsControl(c)))}\"";

    private void Line(string name, string value)
    {
        var octets = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                _text.Append("\r\n ");
                octets = 1;   // the space counts
            }
            _text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        _text.Append("\r\n");
    }
}
