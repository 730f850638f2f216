"""The six baselines: invented years of referrals, and what each way of choosing homes makes of them."""
