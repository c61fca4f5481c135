namespace MediationHub.Web.Components;

/// <summary>Where a legal time limit stands.</summary>
public enum ClockStatus { Running, Met, Missed, Superseded, Lapsed }
