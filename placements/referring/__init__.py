"""Writing a referral down: six facts at night, or a form that copies the one before."""
