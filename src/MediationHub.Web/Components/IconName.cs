namespace MediationHub.Web.Components;

public enum IconName
{
    Dot, Home, Folder, Calendar, Clock, Check, Close, Plus, Trash, Search, User, People, Menu, Down, Arrow,
    Print, Download, Document, Alert, Info, Eye, Seal, Building, Chart, Medal, Phone, Bell,
}
