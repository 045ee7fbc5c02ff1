import "./desk/keys";
