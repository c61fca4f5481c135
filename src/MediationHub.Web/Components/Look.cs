using Microsoft.AspNetCore.Components;

namespace MediationHub.Web.Components;

public sealed record NavItem(string Text, string Href, bool Current = false);

/// <summary>A step of the way to this page; the last one, the page itself, has no address.</summary>
public sealed record Crumb(string Text, string? Href = null);

public sealed record Tab(string Key, string Text, int? Count = null);

/// <summary>One option of a select, radio group or checkbox group. Options with the same <paramref name="Group"/> stand together in a select.</summary>
public sealed record Choice(string Value, string Text, string? Hint = null, string? Group = null);

/// <summary>Where a legal time limit stands.</summary>
public enum ClockStatus { Running, Met, Missed, Superseded, Lapsed }

public enum IdNumberKind { ResidentId, CreditCode }

public enum IconName
{
    Dot, Home, Folder, Calendar, Clock, Check, Close, Plus, Trash, Search, User, People, Menu, Down, Arrow,
    Print, Download, Document, Alert, Info, Eye, Seal, Building, Chart, Medal, Phone, Bell,
}

public enum Tone { Neutral, Info, Success, Warning, Error, Dark }

public enum StepState { Upcoming, Current, Done, Stopped }

public sealed record Step(string Text, StepState State, string? Note = null);

public sealed record TimelineEntry(DateTimeOffset At, string Text, string By, IconName Icon = IconName.Dot, RenderFragment? Detail = null);

/// <summary>A success rate as the rate endpoint answers it. <paramref name="Met"/> is decided there on integers, never on the rounded rate.</summary>
public sealed record RateReading(
    int Succeeded, int Partial, int Failed, int Denominator, decimal? Rate, decimal Target, bool Met, int CasesToTarget, string Definition, DateTimeOffset AsOf);
