using MediationHub.Domain.Mediators;
using MediationHub.Web.Components;

namespace MediationHub.Web.Features.Mediators;

/// <summary>How mediators look in lists and selects.</summary>
public static class MediatorLook
{
    /// <summary>A term is renewed in time when someone is told this many days before it ends.</summary>
    public const int WarnDays = 30;

    public static string FullTime(bool? fullTime) => fullTime switch { true => "专职", false => "兼职", null => Display.NoFigure };

    public static Tone Tone(this MediatorStatus status) => status switch
    {
        MediatorStatus.Appointed => Components.Tone.Success,
        MediatorStatus.Certified => Components.Tone.Info,
        MediatorStatus.Expired => Components.Tone.Warning,
        MediatorStatus.Suspended => Components.Tone.Error,
        MediatorStatus.Dismissed or MediatorStatus.Left => Components.Tone.Dark,
        _ => Components.Tone.Neutral,
    };

    /// <summary>Where a listed mediator stands today.</summary>
    public static (string Text, Tone Tone) Standing(MediatorListed m, DateOnly today) => m switch
    {
        { DismissedOn: not null } => ("已解聘", Components.Tone.Dark),
        { Suspended: true } => ("暂停履职", Components.Tone.Error),
        { Active: true, RenewedUntil: not null } => ("在聘，已续聘", Components.Tone.Success),
        { Active: true, Until: { } until } when until.DayNumber - today.DayNumber is var left and <= WarnDays => (left == 0 ? "聘期今日届满" : $"聘期还剩 {left} 天", Components.Tone.Warning),
        { Active: true } => ("在聘", Components.Tone.Success),
        { OrganizationId: null, CertificateNumber: null } => ("待发证", Components.Tone.Neutral),
        { OrganizationId: null } => ("已发证，未聘任", Components.Tone.Info),
        { EndedOn: not null } => ("聘任已终止", Components.Tone.Dark),
        { From: { } from } when from > today => ("待起聘", Components.Tone.Info),
        _ => ("聘期届满", Components.Tone.Warning),
    };
}
